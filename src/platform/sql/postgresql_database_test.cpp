// What only PostgreSQL does.
#include "platform/sql/postgresql_database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

/// How often a database hears of announced commits.
class Hearing {
 public:
  explicit Hearing(Database& database) {
    database.on_commit([calls = calls_] { ++*calls; });
    while (*calls_ == 0) std::this_thread::yield();  // it listens
  }
  int calls() const { return *calls_; }

 private:
  std::shared_ptr<std::atomic<int>> calls_ = std::make_shared<std::atomic<int>>(0);
};

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
  const auto opened_later = Database::open(testing::patient(database.url()));
  const auto setting =
      opened_later->read([](Connection& c) { return c.query("SHOW synchronous_commit").front().text(0); });
  EXPECT_EQ(setting, "on");
}

TEST_F(PostgresqlWrite, IsHeardOfByOtherServersWhereItAnnounces) {
  const auto announce = [&] {
    database->write([](Connection& c) {
      c.announce();
      return c.execute("SELECT 1");
    });
  };
  const auto other = Database::open(testing::patient(database.url()));
  const Hearing elsewhere(*other);
  announce();  // as the command line does, which listens to nobody
  while (elsewhere.calls() < 2) std::this_thread::yield();
  const Hearing here(*database);
  announce();
  while (elsewhere.calls() < 3) std::this_thread::yield();
  EXPECT_EQ(here.calls(), 2) << "once for its own commit, and not again for its own notification";
}

TEST_F(PostgresqlWrite, IsHeardOfEachTimeHoweverSoonAfterAnother) {
  const auto other = Database::open(testing::patient(database.url()));
  const Hearing elsewhere(*other);
  const Hearing here(*database);
  for (int round = 0; round < 10; ++round) {
    const int before = elsewhere.calls();
    database->write([](Connection& c) {
      c.announce();
      return c.execute("SELECT 1");
    });
    while (elsewhere.calls() == before) std::this_thread::yield();
  }
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
