// SQLite that cannot serve now, and heals.
#include <gtest/gtest.h>

#include "kernel/unavailable.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

using namespace std::chrono_literals;

class SqliteOutage : public ::testing::Test {
 protected:
  SqliteOutage() {
    database->write([](Connection& c) {
      c.run("CREATE TABLE blocks (id INTEGER PRIMARY KEY, block)");
      return 0;
    });
  }
  static void fill(Database& with, int blocks) {
    with.write([&](Connection& c) {
      for (int i = 0; i < blocks; ++i) {
        c.execute("INSERT INTO blocks (block) VALUES ($1)", {std::string(4096, 'x')});
      }
      return 0;
    });
  }
  static void limit_pages(Database& of, int pages) {
    of.write([&](Connection& c) {
      c.run("PRAGMA max_page_count=" + std::to_string(pages));
      return 0;
    });
  }
  std::int64_t blocks() {
    return database->read(
        [](Connection& c) { return c.query("SELECT count(*) FROM blocks").front().integer(0); });
  }

  testing::FreshDatabase database{Dialect::sqlite};
};

TEST_F(SqliteOutage, OfPowerLosesNothingUnlessRelaxed) {
  const auto shown = [&](Durability durability) {
    return database->write([](Connection& c) { return c.query("PRAGMA synchronous").front().integer(0); },
                           durability);
  };
  constexpr std::int64_t full = 2;  // as sqlite.org has it: each commit waits for the disk
  EXPECT_EQ(shown(Durability::full), full);
  EXPECT_LT(shown(Durability::relaxed), full);
  EXPECT_EQ(shown(Durability::full), full);
}

TEST_F(SqliteOutage, WithoutSpaceRefusesWritesServesReadsAndHeals) {
  fill(*database, 2);
  limit_pages(*database, 10);
  EXPECT_THROW(fill(*database, 100), Unavailable);
  EXPECT_EQ(blocks(), 2);
  fill(*database, 1);
  limit_pages(*database, 1'000'000);
  fill(*database, 100);
  EXPECT_EQ(blocks(), 103);
}

TEST_F(SqliteOutage, AtTheCommitIsToldToWhoseChangeIsLost) {
  database->write([](Connection& c) {
    c.run("CREATE TABLE parts (block INTEGER REFERENCES blocks (id) DEFERRABLE INITIALLY DEFERRED)");
    return 0;
  });
  const auto of_no_block = [](Connection& c) { return c.execute("INSERT INTO parts (block) VALUES (7)"); };
  EXPECT_THROW(database->write(of_no_block), Failure) << "its commit fails, and nothing before that";
  EXPECT_EQ(database->read([](Connection& c) { return c.query("SELECT 1 FROM parts").size(); }), 0U);
}

TEST_F(SqliteOutage, LockedByAnotherEndsInTimeAndHeals) {
  const auto impatient = Database::open({.url = database.url(), .wait = 1s});
  const auto other = connect({.url = database.url()}, Access::write);
  other->run("BEGIN IMMEDIATE");
  EXPECT_THROW(fill(*impatient, 1), Unavailable);
  EXPECT_EQ(blocks(), 0);
  other->run("ROLLBACK");
  fill(*impatient, 1);
  EXPECT_EQ(blocks(), 1);
}

TEST_F(SqliteOutage, ReadOnlyIsNotNow) {
  database->write([](Connection& c) {
    c.run("PRAGMA query_only=ON");
    return 0;
  });
  EXPECT_THROW(fill(*database, 1), Unavailable);
  EXPECT_EQ(blocks(), 0);
}

TEST_F(SqliteOutage, DamagedValuesAreTheReadersFailureAlone) {
  database->write([](Connection& c) {
    c.run("INSERT INTO blocks (block) VALUES (x'FF'), (1.5), (CAST(x'C328' AS TEXT)), ('fine')");
    return 0;
  });
  for (const std::int64_t id : {1, 2, 3}) {
    try {
      database->read([&](Connection& c) { return c.query("SELECT block FROM blocks WHERE id = $1", {id}); });
      ADD_FAILURE();
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), FailureKind::damaged);
    }
  }
  EXPECT_EQ(database->read([](Connection& c) {
    return c.query("SELECT block FROM blocks WHERE id = 4").front().text(0);
  }),
            "fine");
}

}  // namespace
}  // namespace gatehouse::sql
