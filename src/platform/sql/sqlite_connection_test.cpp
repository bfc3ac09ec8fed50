// What a connection to SQLite does not do, whatever statement it is given.

#include <gtest/gtest.h>

#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

class ASqliteConnection : public ::testing::Test {
 protected:
  ASqliteConnection() {
    database->write([](Connection& c) {
      c.run("CREATE TABLE people (id INTEGER PRIMARY KEY)");
      c.run("CREATE TABLE letters (person INTEGER REFERENCES people (id))");
      return 0;
    });
  }

  testing::FreshDatabase database{Dialect::sqlite};
};

TEST_F(ASqliteConnection, ThatReadsDoesNotWrite) {
  EXPECT_ANY_THROW(database->read([](Connection& c) { return c.execute("INSERT INTO people VALUES (1)"); }));
  EXPECT_TRUE(database->read([](Connection& c) { return c.query("SELECT id FROM people"); }).empty());
}

TEST_F(ASqliteConnection, LeavesNothingPointingNowhere) {
  const auto add = [](Connection& c) { return c.execute("INSERT INTO letters VALUES (9)"); };
  EXPECT_THROW(database->write(add), Failure);
}

TEST_F(ASqliteConnection, ChangesNoSchemaBesideItsStatements) {
  const auto change = [](Connection& c) {
    c.run("PRAGMA writable_schema=ON");
    return c.execute("UPDATE sqlite_schema SET sql = sql WHERE name = 'people'");
  };
  EXPECT_THROW(database->write(change), Failure);
  EXPECT_THROW(database->read(change), Failure);
}

TEST_F(ASqliteConnection, RunsNoFunctionWithEffectsThatASchemaNames) {
  const auto trust = [](Connection& c) { return c.query("PRAGMA trusted_schema").front().integer(0); };
  EXPECT_EQ(database->write(trust), 0);
  EXPECT_EQ(database->read(trust), 0);
}

TEST_F(ASqliteConnection, KeepsNoMorePagesThanItsShare) {
  DatabaseOptions options = testing::patient(database.url());
  options.cache = 16 * 1024 * 1024;
  options.readers = 6;  // beside eight finders, and the writer, who has two shares of sixteen
  const auto shared = Database::open(options);
  const auto kib = [](Connection& c) { return -c.query("PRAGMA cache_size").front().integer(0); };
  EXPECT_EQ(shared->read(kib), 1024);
  EXPECT_EQ(shared->write(kib), 2048);
}

}  // namespace
}  // namespace gatehouse::sql
