// What becomes of the parts of a transaction, which begin without savepoints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr ErrorCode taken{Fault::conflict, "taken", "Taken"};

std::vector<Table> names_table() {
  return {{.name = "names", .columns = {text("name")}, .primary_key = {"name"}}};
}

class PostgresqlParts : public ::testing::Test {
 protected:
  void add(const std::string& name) {
    database->write([&](Connection& c) { return c.execute("INSERT INTO names (name) VALUES ($1)", {name}); });
  }
  /// A part that adds the name, and is then undone.
  void try_to_add(const std::string& name) {
    Transactions& transactions = *database;
    EXPECT_FALSE(transactions.run([&]() -> Result<int> {
      add(name);
      return refuse(taken);
    }));
  }
  std::vector<std::string> names() {
    return database->read([](Connection& c) {
      std::vector<std::string> all;
      for (const Row& row : c.query("SELECT name FROM names ORDER BY name")) all.push_back(row.text(0));
      return all;
    });
  }

  testing::FreshDatabase database{Dialect::postgresql, names_table()};
  int runs = 0;
};

TEST_F(PostgresqlParts, ThatAreKeptCostNoSavepoint) {
  const std::int64_t of_the_whole = database->write([&](Connection& c) {
    ++runs;
    add("a");
    add("b");
    return c.query("SELECT count(*) FROM names WHERE CAST(xmin AS TEXT) = CAST(pg_current_xact_id() AS TEXT)")
        .front()
        .integer(0);
  });
  EXPECT_EQ(of_the_whole, 2);
  EXPECT_EQ(runs, 1);
}

TEST_F(PostgresqlParts, AreUndoneAloneByRunningAllOfItAgain) {
  database->write([&](Connection&) {
    ++runs;
    add("a");
    try_to_add("b");
    add("c");
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("a", "c"));
  EXPECT_EQ(runs, 2);
}

TEST_F(PostgresqlParts, AreUndoneAloneWhereNothingFollowsThem) {
  database->write([&](Connection&) {
    ++runs;
    add("a");
    try_to_add("b");
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_EQ(runs, 2);
}

TEST_F(PostgresqlParts, NeedNoSecondRunWhereTheWholeIsUndone) {
  EXPECT_THROW(database->write([&](Connection&) -> int {
    ++runs;
    add("a");
    try_to_add("b");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_EQ(runs, 1);
}

TEST_F(PostgresqlParts, AreUndoneAloneAlsoWhereSomebodyCatchesEverything) {
  database->write([&](Connection&) {
    ++runs;
    try_to_add("a");
    try {
      add("b");
    } catch (...) {  // what it caught is not known to it
    }
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("b"));
  EXPECT_EQ(runs, 2);
}

TEST_F(PostgresqlParts, WithinPartsAreUndoneAlone) {
  Transactions& transactions = *database;
  database->write([&](Connection&) {
    ++runs;
    EXPECT_TRUE(transactions.run([&]() -> Result<int> {
      add("a");
      try_to_add("b");
      add("c");
      return 1;
    }));
    try_to_add("d");
    return 0;
  });
  EXPECT_THAT(names(), ElementsAre("a", "c"));
  EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace gatehouse::sql
