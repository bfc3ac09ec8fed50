// What only PostgreSQL does.
#include "platform/sql/postgresql_database.hpp"

#include <gtest/gtest.h>

#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

class PostgresqlWrite : public ::testing::Test {
 protected:
  std::string shown(std::string_view setting, Durability durability) {
    return database->write(
        [&](Connection& c) { return c.query("SHOW " + std::string(setting)).front().text(0); }, durability);
  }
  void run(const std::string& statement) {
    database->write([&](Connection& c) {
      c.run(statement);
      return 0;
    });
  }

  testing::FreshDatabase database{Dialect::postgresql};
};

TEST_F(PostgresqlWrite, WaitsForTheDiskUnlessRelaxed) {
  EXPECT_EQ(shown("synchronous_commit", Durability::relaxed), "off");
  EXPECT_EQ(shown("synchronous_commit", Durability::full), "on");
}

TEST_F(PostgresqlWrite, WaitsForTheDiskEvenWhereTheDatabaseWasToldNotTo) {
  database->read([](Connection& c) {
    c.run(
        "DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET synchronous_commit = off'', current_database()); "
        "END'");
    return 0;
  });
  const auto opened_later = Database::open({.url = database.url()});
  const auto setting =
      opened_later->read([](Connection& c) { return c.query("SHOW synchronous_commit").front().text(0); });
  EXPECT_EQ(setting, "on");
}

TEST_F(PostgresqlWrite, IsRunAgainThreeTimesAfterLosingARace) {
  int runs = 0;
  EXPECT_THROW(database->write([&](Connection& c) {
    ++runs;
    c.run("DO 'BEGIN RAISE SQLSTATE ''40001''; END'");
    return 0;
  }),
               Failure);
  EXPECT_EQ(runs, 4);
}

TEST_F(PostgresqlWrite, IsNotTakenForKeptWhereAFailureWasPassedOver) {
  EXPECT_THROW(database->write([](Connection& c) {
    EXPECT_THROW(c.query("SELECT * FROM nothing"), Failure);
    return 0;
  }),
               Failure);
  EXPECT_EQ(database->write([](Connection&) { return 1; }), 1);
}

TEST_F(PostgresqlWrite, PreparesStatementsAnewAfterAMigration) {
  run("CREATE TABLE things (id BIGINT)");
  const auto width = [&] {
    return database->write([](Connection& c) {
      return c.query("INSERT INTO things (id) VALUES (1) RETURNING *").front().columns().size();
    });
  };
  EXPECT_EQ(width(), 1U);
  run("ALTER TABLE things ADD COLUMN note TEXT");
  EXPECT_EQ(width(), 2U);
}

TEST_F(PostgresqlWrite, PreparesAStatementAnewAfterItsPreparationFailed) {
  const auto count = [&] {
    return database->read(
        [](Connection& c) { return c.query("SELECT count(*) FROM later").front().integer(0); });
  };
  EXPECT_THROW(count(), Failure);
  run("CREATE TABLE later (id BIGINT)");
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(count(), 0);
}

TEST_F(PostgresqlWrite, PreparesEachStatementOnce) {
  const auto prepared = [&] {
    return database->read([](Connection& c) {
      return c.query("SELECT count(*) FROM pg_prepared_statements").front().integer(0);
    });
  };
  prepared();
  const std::int64_t before = prepared();
  for (std::int64_t i = 0; i < 3; ++i) {
    database->read([&](Connection& c) { return c.query("SELECT $1 + 1", {i}); });
  }
  EXPECT_EQ(prepared(), before + 1);
}

}  // namespace
}  // namespace gatehouse::sql
