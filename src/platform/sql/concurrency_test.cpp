// Many at once, on both databases.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <latch>
#include <thread>
#include <vector>

#include "kernel/unavailable.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

std::vector<Table> counters_table() {
  return {{.name = "counters", .columns = {text("name"), integer("count")}, .primary_key = {"name"}}};
}

class Concurrency : public ::testing::TestWithParam<Dialect> {
 protected:
  /// Runs `body` on `threads` threads that start together.
  static void together(int threads, const std::function<void(int)>& body) {
    std::latch start(threads);
    std::vector<std::jthread> all;
    for (int i = 0; i < threads; ++i) {
      all.emplace_back([&, i] {
        start.arrive_and_wait();
        body(i);
      });
    }
  }
  std::int64_t sum() {
    return database->read([](Connection& c) {
      return c.query("SELECT coalesce(sum(count), 0) FROM counters").front().integer(0);
    });
  }

  testing::FreshDatabase database{GetParam(), counters_table()};
};

INSTANTIATE_TEST_SUITE_P(Databases, Concurrency, testing::both_dialects(), testing::dialect_name);

TEST_P(Concurrency, GivesAKeyToOneOfFifty) {
  std::atomic<int> kept = 0;
  std::atomic<int> refused = 0;
  together(50, [&](int i) {
    try {
      database->write([&](Connection& c) {
        return c.execute("INSERT INTO counters (name, count) VALUES ('key', $1)", {std::int64_t{i}});
      });
      ++kept;
    } catch (const Failure& failure) {
      if (failure.kind() == FailureKind::unique_violation) ++refused;
    }
  });
  EXPECT_EQ(kept, 1);
  EXPECT_EQ(refused, 49);
}

TEST_P(Concurrency, UndoesOnlyTheFailingOnesOfManyWrites) {
  together(32, [&](int i) {
    const auto write = [&] {
      database->write([&](Connection& c) {
        c.execute("INSERT INTO counters (name, count) VALUES ($1, 1)", {std::to_string(i)});
        if (i % 2 == 0) throw std::runtime_error("no");
        return 0;
      });
    };
    if (i % 2 == 0) {
      EXPECT_THROW(write(), std::runtime_error);
    } else {
      EXPECT_NO_THROW(write());
    }
  });
  EXPECT_EQ(sum(), 16);
}

TEST_P(Concurrency, LosesNoChangeOfARowThatAllChange) {
  database->write(
      [](Connection& c) { return c.execute("INSERT INTO counters (name, count) VALUES ('all', 0)"); });
  together(8, [&](int i) {
    for (int round = 0; round < 20; ++round) {
      database->write([](Connection& c) { return c.execute("UPDATE counters SET count = count + 1"); },
                      i % 2 == 0 ? Durability::full : Durability::relaxed);
    }
  });
  EXPECT_EQ(sum(), 160);
}

TEST_P(Concurrency, RunsAWriteThatMetAnotherAgain) {
  database->write([](Connection& c) {
    return c.execute("INSERT INTO counters (name, count) VALUES ('a', 0), ('b', 0)");
  });
  const auto add_one = [](Connection& c, const char* name) {
    c.execute("UPDATE counters SET count = count + 1 WHERE name = $1", {name});
  };
  together(2, [&](int i) {  // in opposite order: a deadlock, where rows are locked one by one
    for (int round = 0; round < 2; ++round) {
      database->write([&](Connection& c) {
        add_one(c, i % 2 == 0 ? "a" : "b");
        std::this_thread::yield();
        add_one(c, i % 2 == 0 ? "b" : "a");
        return 0;
      });
    }
  });
  EXPECT_EQ(sum(), 8);
}

TEST_P(Concurrency, EndsTheWaitForABusyDatabaseAndNeverRunsTheWriteLater) {
  using namespace std::chrono_literals;
  const auto impatient = Database::open({.url = database.url(), .pool = 1, .wait = 50ms});
  std::latch holding(1);
  std::latch given_up(1);
  std::jthread holder([&] {
    impatient->write([&](Connection&) {
      holding.count_down();
      given_up.wait();
      return 0;
    });
  });
  holding.wait();
  std::atomic<bool> ran = false;
  EXPECT_THROW(impatient->write([&](Connection&) { return ran = true; }), Unavailable);
  given_up.count_down();
  holder.join();
  EXPECT_EQ(impatient->write([](Connection&) { return 1; }), 1);
  EXPECT_FALSE(ran);
}

TEST_P(Concurrency, TellsHowManyConnectionsAreInUse) {
  database->read([&](Connection&) {
    EXPECT_EQ(database->status().in_use, 1U);
    EXPECT_GE(database->status().connections, 1U);
    return 0;
  });
  EXPECT_EQ(database->status().in_use, 0U);
  EXPECT_EQ(database->status().waiting, 0U);
}

}  // namespace
}  // namespace gatehouse::sql
