// Servers share a PostgreSQL database with each other, and with nobody who wants to be alone.
#include "platform/sql/server_lock.hpp"

#include <gtest/gtest.h>

#include "platform/sql/connect.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

class PostgresqlServerLock : public ::testing::Test {
 protected:
  DatabaseOptions options() const { return {.url = database.url()}; }
  bool try_alone() {
    return stranger->query("SELECT pg_try_advisory_lock($1)::int::bigint", {presence_lock})
               .front()
               .integer(0) != 0;
  }

  testing::FreshDatabase database{Dialect::postgresql};
  std::unique_ptr<Connection> stranger = connect(options(), Access::write);
};

TEST_F(PostgresqlServerLock, IsSharedByServersAndLeavesNobodyAlone) {
  auto first = std::make_unique<ServerLock>(options());
  auto second = std::make_unique<ServerLock>(options());
  first.reset();
  EXPECT_FALSE(try_alone());
}

TEST_F(PostgresqlServerLock, IsRefusedWhileSomebodyIsAlone) {
  ASSERT_TRUE(try_alone());
  EXPECT_THROW(ServerLock{options()}, Failure);
  stranger.reset();
}

}  // namespace
}  // namespace gatehouse::sql
