// What a write keeps and what it undoes, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr ErrorCode taken{Fault::conflict, "taken", "Taken"};

std::vector<Table> names_table() {
  return {{.name = "names", .columns = {text("name")}, .primary_key = {"name"}}};
}

class Transaction : public ::testing::TestWithParam<Dialect> {
 protected:
  void add(const std::string& name) {
    database->write([&](Connection& c) { return c.execute("INSERT INTO names (name) VALUES ($1)", {name}); });
  }
  std::vector<std::string> names() {
    return database->read([](Connection& c) {
      std::vector<std::string> all;
      for (const Row& row : c.query("SELECT name FROM names ORDER BY name")) all.push_back(row.text(0));
      return all;
    });
  }
  Transactions& transactions() { return *database; }

  testing::FreshDatabase database{GetParam(), names_table()};
};

INSTANTIATE_TEST_SUITE_P(Databases, Transaction, testing::both_dialects(), testing::dialect_name);

TEST_P(Transaction, IsUndoneWhenItsBodyThrows) {
  EXPECT_THROW(database->write([&](Connection&) -> int {
    add("a");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_THAT(names(), IsEmpty());
}

TEST_P(Transaction, IsUndoneWhenItsBodyRefuses) {
  const Result<int> refused = transactions().run([&]() -> Result<int> {
    add("a");
    return refuse(taken);
  });
  EXPECT_EQ(refused.error().code, taken);
  EXPECT_THAT(names(), IsEmpty());
}

TEST_P(Transaction, IsKeptWhenItsBodyReturnsAValue) {
  const Result<int> kept = transactions().run([&]() -> Result<int> {
    add("a");
    add("b");
    return 7;
  });
  EXPECT_EQ(kept.value(), 7);
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_P(Transaction, SeesItsOwnChangesInReadsWhileOthersDoNot) {
  database->write([&](Connection&) {
    add("a");
    EXPECT_THAT(names(), ElementsAre("a"));
    return 0;
  });
}

TEST_P(Transaction, LosesAJoinedPartThatRefusesAlone) {
  database->write([&](Connection&) {
    add("a");
    EXPECT_FALSE(transactions().run([&]() -> Result<int> {
      add("b");
      return refuse(taken);
    }));
    add("c");
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("a", "c"));
}

TEST_P(Transaction, LosesAJoinedPartThatThrowsAloneWhereSomebodyMinds) {
  add("taken");
  database->write([&](Connection&) {
    add("a");
    EXPECT_THROW(database->write([&](Connection&) {
      add("b");
      add("taken");
      return 0;
    }),
                 Failure);
    add("c");
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("a", "c", "taken"));
}

TEST_P(Transaction, TakesJoinedPartsDownWithIt) {
  EXPECT_FALSE(transactions().run([&]() -> Result<int> {
    EXPECT_TRUE(transactions().run([&]() -> Result<int> {
      add("a");
      return 1;
    }));
    return refuse(taken);
  }));
  EXPECT_THAT(names(), IsEmpty());
}

TEST_P(Transaction, CannotBeginInsideARead) {
  EXPECT_THROW(database->read([&](Connection&) {
    add("a");
    return 0;
  }),
               std::logic_error);
  EXPECT_THAT(names(), IsEmpty());
  add("a");
}

TEST_P(Transaction, KeepsWhatWasLeftForLater) {
  const auto add_later = [](Connection& c, const char* name) {
    c.execute_later("INSERT INTO names (name) VALUES ($1)", {name});
  };
  database->write([&](Connection& c) {
    add_later(c, "a");
    EXPECT_EQ(c.query("SELECT name FROM names").size(), 1U);
    add_later(c, "b");
    return 0;
  });
  database->write([&](Connection& c) {
    add_later(c, "c");
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
}

TEST_P(Transaction, IsUndoneWhereWhatWasLeftForLaterFails) {
  add("taken");
  const auto write = [&](auto before, auto after) {
    database->write([&](Connection& c) {
      before();
      c.execute_later("INSERT INTO names (name) VALUES ('taken')");
      after();
      return 0;
    });
  };
  const auto nothing = [] {};
  EXPECT_THROW(write(nothing, nothing), Failure);
  EXPECT_THROW(write([&] { add("a"); }, nothing), Failure);
  EXPECT_THROW(write(nothing, [&] { add("a"); }), Failure);
  EXPECT_THAT(names(), ElementsAre("taken"));
  EXPECT_THROW(write(nothing, [] { throw std::runtime_error("no"); }), std::runtime_error);
  add("b");
}

TEST_P(Transaction, LosesWhatAJoinedPartHasLeftForLaterWithIt) {
  add("taken");
  database->write([&](Connection&) {
    add("a");
    EXPECT_THROW(database->write([&](Connection& c) -> int {
      c.execute_later("INSERT INTO names (name) VALUES ('b')");
      throw std::runtime_error("no");
    }),
                 std::runtime_error);
    add("c");
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("a", "c", "taken"));
}

TEST_P(Transaction, CanBeRelaxed) {
  database->write([](Connection& c) { return c.execute("INSERT INTO names (name) VALUES ('a')"); },
                  Durability::relaxed);
  add("b");
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_P(Transaction, MayDoNothing) {
  EXPECT_EQ(database->write([](Connection&) { return 3; }), 3);
  add("a");
}

TEST_P(Transaction, CallsTheListenerWhereItAnnouncedAndWasKept) {
  const auto called = std::make_shared<std::atomic<int>>(0);  // the listener lives as long as the database
  database->on_commit([called] { ++*called; });
  const std::atomic<int>& calls = *called;
  const int before = [&] {  // PostgreSQL's listener calls once when it begins to listen
    const int expected = GetParam() == Dialect::postgresql ? 1 : 0;
    while (calls < expected) std::this_thread::yield();
    return calls.load();
  }();
  add("a");
  EXPECT_THROW(database->write([](Connection& c) -> int {
    c.announce();
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  add("b");
  EXPECT_EQ(calls, before);
  database->write([](Connection& c) {
    c.announce();
    return c.execute("INSERT INTO names (name) VALUES ('c')");
  });
  while (calls == before) std::this_thread::yield();
}

TEST_P(Transaction, CallsEveryListener) {
  const auto first = std::make_shared<std::atomic<int>>(0);
  const auto second = std::make_shared<std::atomic<int>>(0);
  database->on_commit([first] {
    ++*first;
    throw std::runtime_error("a listener that fails");
  });
  database->on_commit([second] { ++*second; });
  database->write([](Connection& c) {
    c.announce();
    return c.execute("INSERT INTO names (name) VALUES ('a')");
  });
  while (*first == 0 || *second == 0) std::this_thread::yield();
}

}  // namespace
}  // namespace gatehouse::sql
