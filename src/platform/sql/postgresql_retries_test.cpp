// Which failures of PostgreSQL are overcome without the caller's knowledge, how often, and what is told of
// the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <barrier>
#include <stdexcept>
#include <thread>
#include <vector>

#include "kernel/unavailable.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PostgresqlRetries : public ::testing::Test {
 protected:
  static void lose_a_race(Connection& c) { c.run("DO 'BEGIN RAISE SQLSTATE ''40001''; END'"); }
  void die(Connection& c) {
    from_outside(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()");
    c.query("SELECT 1");
  }
  void from_outside(const std::string& statement) {
    const auto other = Database::open(testing::patient(database.url()));
    other->write([&](Connection& c) {
      c.run(statement);
      return 0;
    });
  }

  testing::FreshDatabase database{Dialect::postgresql};
};

TEST_F(PostgresqlRetries, EndAfterThreeRacesAlsoWhereAConnectionDiedBetweenThem) {
  int runs = 0;
  const auto body = [&](Connection& c) {
    if (++runs > 8) throw std::logic_error("run for ever");
    if (runs == 4) die(c);
    lose_a_race(c);
    return 0;
  };
  EXPECT_THROW(database->write(body), Failure);
  EXPECT_EQ(runs, 5);
  runs = 0;
  EXPECT_THROW(database->read(body), Failure);
  EXPECT_EQ(runs, 5);
}

TEST_F(PostgresqlRetries, OvercomeAMigrationThatManyIdleSessionsHaveNotSeen) {
  from_outside("CREATE TABLE things (id BIGINT)");
  const auto width = [&](auto meanwhile) {
    return database->write([&](Connection& c) {
      const std::size_t columns =
          c.query("INSERT INTO things (id) VALUES (1) RETURNING *").front().columns().size();
      meanwhile();
      return columns;
    });
  };
  constexpr std::ptrdiff_t sessions = 8;
  std::barrier all_in_use(sessions);
  {
    std::vector<std::jthread> users;
    for (std::ptrdiff_t i = 0; i < sessions; ++i) {
      users.emplace_back([&] { width([&] { all_in_use.arrive_and_wait(); }); });
    }
  }
  from_outside("ALTER TABLE things ADD COLUMN note TEXT");
  EXPECT_EQ(width([] {}), 2U);
}

TEST_F(PostgresqlRetries, TellWhatFailedWithoutTheRowsItFailedOn) {
  from_outside("CREATE TABLE people (email TEXT CONSTRAINT people_email UNIQUE)");
  const auto add = [&] {
    database->write(
        [](Connection& c) { return c.execute("INSERT INTO people VALUES ($1)", {"kim@example.com"}); });
  };
  add();
  try {
    add();
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::unique_violation);
    EXPECT_THAT(failure.what(), HasSubstr("people_email"));
    EXPECT_THAT(failure.what(), Not(HasSubstr("kim")));
  }
}

}  // namespace
}  // namespace gatehouse::sql
