// What both databases promise, on both.
#include "platform/sql/database.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <thread>

#include "platform/log/log.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

std::vector<Table> people() {
  return {{.name = "people",
           .columns = {identity("id"), text("name"), optional_integer("born"), optional_text("note")},
           .uniques = {{"people_name_key", {"name"}}}}};
}

class DatabaseContract : public ::testing::TestWithParam<Dialect> {
 protected:
  void add(const std::string& name) {
    database->write(
        [&](Connection& c) { return c.execute("INSERT INTO people (name) VALUES ($1)", {name}); });
  }

  testing::FreshDatabase database{GetParam(), people()};
};

INSTANTIATE_TEST_SUITE_P(Databases, DatabaseContract, testing::both_dialects(), testing::dialect_name);

TEST_P(DatabaseContract, GivesBackWhatWasStored) {
  const auto largest = std::numeric_limits<std::int64_t>::max();
  const auto least = std::numeric_limits<std::int64_t>::min();
  const std::string text = "Zoë 💡 \xCE\xA9 '; DROP TABLE people; -- \" \\ \x01";
  database->write([&](Connection& c) {
    c.execute("INSERT INTO people (name, born, note) VALUES ($1, $2, $3)", {text, largest, nullptr});
    return c.execute("INSERT INTO people (name, born, note) VALUES ($1, $2, $3)", {"", least, ""});
  });
  const Rows rows = database->read(
      [](Connection& c) { return c.query("SELECT name, born, note FROM people ORDER BY id"); });
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].text(0), text);
  EXPECT_EQ(rows[0].integer(1), largest);
  EXPECT_EQ(rows[0].optional_text(2), std::nullopt);
  EXPECT_EQ(rows[1].integer(1), least);
  EXPECT_EQ(rows[1].optional_text(2), "");
}

TEST_P(DatabaseContract, TakesParametersInAnyOrderAndRepeated) {
  const Rows rows = database->write([](Connection& c) {
    return c.query("INSERT INTO people (note, name) VALUES ($2, $1) RETURNING name, note, $1 || 'x'",
                   {"a", "b"});
  });
  EXPECT_EQ(rows.front().text(0), "a");
  EXPECT_EQ(rows.front().text(1), "b");
  EXPECT_EQ(rows.front().text(2), "ax");
}

TEST_P(DatabaseContract, CountsTheRowsItChanges) {
  add("a");
  add("b");
  const auto change = [&](std::string_view sql) {
    return database->write([&](Connection& c) { return c.execute(sql); });
  };
  EXPECT_EQ(change("UPDATE people SET note = 'x'"), 2);
  EXPECT_EQ(change("UPDATE people SET note = 'y' WHERE name = 'nobody'"), 0);
  EXPECT_EQ(change("INSERT INTO people (name) VALUES ('a') ON CONFLICT (name) DO NOTHING"), 0);
  EXPECT_EQ(change("DELETE FROM people WHERE name = 'a'"), 1);
}

TEST_P(DatabaseContract, ShowsWhoWaitedForALockWhatItsHolderCommitted) {
  std::jthread second;
  std::int64_t seen = 0;
  database->write([&](Connection& first) {
    first.lock("people");
    first.execute("INSERT INTO people (name) VALUES ('a')");
    second = std::jthread([&] {
      seen = database->write([](Connection& connection) {
        connection.lock("people");
        return connection.query("SELECT count(*) FROM people").front().integer(0);
      });
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));  // without the lock it has looked by then
    return 0;
  });
  second.join();
  EXPECT_EQ(seen, 1);
}

TEST_P(DatabaseContract, SumsAndCountsAreIntegers) {
  add("a");
  const Row row = database->read([](Connection& c) {
    return c.query("SELECT count(*), sum(id), max(born), max(born) IS NULL FROM people").front();
  });
  EXPECT_EQ(row.integer(0), 1);
  EXPECT_EQ(row.integer(1), 1);
  EXPECT_EQ(row.optional_integer(2), std::nullopt);
  EXPECT_EQ(row.integer(3), 1);
}

TEST_P(DatabaseContract, RefusesARowOfAnotherKindThanAskedFor) {
  add("a");
  const Row row =
      database->read([](Connection& c) { return c.query("SELECT name, id, note FROM people").front(); });
  EXPECT_THROW(row.integer(0), Failure);
  EXPECT_THROW(row.text(1), Failure);
  EXPECT_THROW(row.text(2), Failure);
  EXPECT_THROW(row.integer(3), Failure);
}

TEST_P(DatabaseContract, RefusesToStoreWhatIsNoText) {
  EXPECT_THROW(add(std::string("a\0b", 3)), Failure);
  EXPECT_THROW(add("a\xFF"), Failure);
  EXPECT_THROW(add("\xED\xA0\x80"), Failure);
}

TEST_P(DatabaseContract, TellsApartWhatAStatementCanBreak) {
  add("a");
  const auto kind_of = [&](std::string_view sql, std::initializer_list<Value> values) {
    try {
      database->write([&](Connection& c) { return c.execute(sql, values); });
    } catch (const Failure& failure) {
      return std::optional(failure.kind());
    }
    return std::optional<FailureKind>();
  };
  EXPECT_EQ(kind_of("INSERT INTO people (name) VALUES ($1)", {"a"}), FailureKind::unique_violation);
  EXPECT_EQ(kind_of("INSERT INTO people (name) VALUES ($1)", {nullptr}), FailureKind::statement);
  EXPECT_EQ(kind_of("INSERT INTO nothing (name) VALUES ($1)", {"a"}), FailureKind::statement);
  EXPECT_EQ(kind_of("SELECT 1; SELECT 2", {}), FailureKind::statement);
  EXPECT_EQ(kind_of("INSERT INTO people (name) VALUES ($1)", {}), FailureKind::statement);
  EXPECT_EQ(kind_of("INSERT INTO people (name) VALUES ($1)", {"a", "b"}), FailureKind::statement);
  add("b");
}

TEST_P(DatabaseContract, KeepsTheRequestIdOfTheCallerInsideAWrite) {
  const auto id_inside = [&] {
    return database->write([](Connection&) { return std::string(log::current_request_id()); });
  };
  const log::RequestScope request("abc");
  EXPECT_EQ(id_inside(), "abc");
  {
    const log::RequestScope inner("def");
    EXPECT_EQ(id_inside(), "def");
  }
  EXPECT_EQ(id_inside(), "abc");
}

}  // namespace
}  // namespace gatehouse::sql
