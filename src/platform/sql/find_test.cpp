// What is found by a key, alone and together with others, on both databases.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::string_view by_name = "SELECT count FROM counters WHERE name = $1";

std::vector<Table> counters_table() {
  return {{.name = "counters", .columns = {text("name"), integer("count")}, .primary_key = {"name"}}};
}

template <class Body>
void together(int threads, Body body) {
  std::latch start(threads);
  std::vector<std::jthread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      start.arrive_and_wait();
      body(i);
    });
  }
}

class Find : public ::testing::TestWithParam<Dialect> {
 protected:
  void add(std::int64_t number) {
    database->write([&](Connection& c) {
      return c.execute("INSERT INTO counters (name, count) VALUES ($1, $2)",
                       {std::to_string(number), number});
    });
  }

  testing::FreshDatabase database{GetParam(), counters_table()};
};

INSTANTIATE_TEST_SUITE_P(Databases, Find, testing::both_dialects(), testing::dialect_name);

TEST_P(Find, FindsWhatIsThere) {
  add(3);
  EXPECT_EQ(database->find(by_name, {"3"}).front().integer(0), 3);
  EXPECT_TRUE(database->find(by_name, {"4"}).empty());
}

TEST_P(Find, SeesTheChangesOfTheWriteItStandsIn) {
  database->write([&](Connection&) {
    add(3);
    EXPECT_EQ(database->find(by_name, {"3"}).size(), 1U);
    return 0;
  });
}

TEST_P(Find, GivesEachOfManyItsOwnAnswer) {
  constexpr int threads = 32;
  for (int i = 0; i < threads; ++i) add(i);
  together(threads, [&](int i) {
    for (int round = 0; round < 50; ++round) {
      const std::int64_t wanted = (i + round) % (2 * threads);
      const Rows rows = database->find(by_name, {std::to_string(wanted)});
      ASSERT_EQ(rows.size(), wanted < threads ? 1U : 0U);
      if (!rows.empty()) ASSERT_EQ(rows.front().integer(0), wanted);
    }
  });
}

TEST_P(Find, MissesNoWriteThatHasReturned) {
  together(8, [&](int i) {
    for (int round = 0; round < 100; ++round) {
      const std::int64_t number = i * 1'000 + round;
      ASSERT_TRUE(database->find(by_name, {std::to_string(number)}).empty());
      add(number);
      ASSERT_EQ(database->find(by_name, {std::to_string(number)}).size(), 1U);
    }
  });
}

TEST_P(Find, SeesWhatAnotherProcessHasWritten) {
  EXPECT_TRUE(database->find(by_name, {"3"}).empty());
  const auto other = Database::open(testing::patient(database.url()));
  other->write([](Connection& c) {
    return c.execute("INSERT INTO counters (name, count) VALUES ($1, $2)", {"3", std::int64_t{3}});
  });
  while (database->find(by_name, {"3"}).empty()) std::this_thread::yield();
}

TEST(SqliteFind, GoesOnAfterAStatementThatFails) {
  const testing::FreshDatabase database(Dialect::sqlite, counters_table());
  EXPECT_TRUE(database->find(by_name, {"3"}).empty());
  EXPECT_THROW(database->find("SELECT nothing FROM nowhere", {}), Failure);
  EXPECT_TRUE(database->find(by_name, {"3"}).empty());
}

class PostgresqlFind : public ::testing::Test {
 protected:
  std::int64_t ten_through(std::int64_t number) {
    return database->find("SELECT 10 / CAST($1 AS BIGINT)", {number}).front().integer(0);
  }

  testing::FreshDatabase database{Dialect::postgresql};
};

TEST_F(PostgresqlFind, FailsAlone) {
  std::atomic<int> failed = 0;
  together(32, [&](int i) {
    for (int round = 0; round < 20; ++round) {
      try {
        EXPECT_EQ(ten_through(i % 4), 10 / (i % 4));
      } catch (const Failure&) {
        EXPECT_EQ(i % 4, 0);
        ++failed;
      }
    }
  });
  EXPECT_EQ(failed, 8 * 20);
}

TEST_F(PostgresqlFind, NoticesNoConnectionsThatDiedWhileTheyWereIdle) {
  EXPECT_EQ(ten_through(2), 5);
  for (int round = 0; round < 3; ++round) {
    const auto other = Database::open(testing::patient(database.url()));
    other->read([](Connection& c) {
      return c.query(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
          "WHERE datname = current_database() AND pid <> pg_backend_pid()");
    });
    together(8, [&](int) { EXPECT_EQ(ten_through(2), 5); });
  }
}

}  // namespace
}  // namespace gatehouse::sql
