// Many writes in one transaction of PostgreSQL, and what each failure does to the others.
#include "platform/sql/postgresql_group.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "platform/log/log.hpp"
#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"
#include "platform/sql/testing_pieces.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr ErrorCode taken{Fault::conflict, "taken", "Taken"};

class PostgresqlGroups : public ::testing::Test {
 protected:
  std::int64_t add(const std::string& name) {
    return database->write([&](Connection& c) {
      return c.query("INSERT INTO names VALUES ($1) RETURNING CAST(CAST(xmin AS TEXT) AS BIGINT)", {name})
          .front()
          .integer(0);
    });
  }
  /// By a statement that changes nothing where somebody has it.
  bool add_unless_taken(const std::string& name) {
    Transactions& transactions = *database;
    return transactions
        .run([&]() -> Result<int> {
          const auto added = database->write([&](Connection& c) {
            return c.execute("INSERT INTO names VALUES ($1) ON CONFLICT DO NOTHING", {name});
          });
          if (added == 0) return refuse(taken);
          return 1;
        })
        .has_value();
  }
  void run(const std::string& statement) {
    database->write([&](Connection& c) {
      c.run(statement);
      return 0;
    });
  }
  void kill_all_others() {
    const auto other = Database::open({.url = database.url()});
    other->read([](Connection& c) {
      return c.query(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
          "WHERE datname = current_database() AND pid <> pg_backend_pid()");
    });
  }
  std::vector<std::string> names() { return names_in(*database); }
  /// Also from within a transaction.
  std::vector<std::string> names_seen_by_others() {
    return names_in(*Database::open({.url = database.url()}));
  }
  static std::vector<std::string> names_in(Database& where) {
    return where.read([](Connection& c) {
      std::vector<std::string> all;
      for (const Row& row : c.query("SELECT name FROM names ORDER BY name")) all.push_back(row.text(0));
      return all;
    });
  }

  ::gatehouse::testing::FreshDatabase database{
      Dialect::postgresql, {{.name = "names", .columns = {text("name")}, .primary_key = {"name"}}}};
  testing::Pieces pieces{*database};
};

TEST_F(PostgresqlGroups, ShareOneTransaction) {
  std::vector<std::int64_t> transactions(3);
  const testing::End end =
      pieces.run({[&] { transactions[0] = add("a"); }, [&] { transactions[1] = add("b"); },
                  [&] { transactions[2] = add("c"); }});
  EXPECT_FALSE(end.apart || end.failure);
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
  EXPECT_EQ(transactions[0], transactions[1]);
  EXPECT_EQ(transactions[1], transactions[2]);
}

TEST_F(PostgresqlGroups, AreMoreThanOne) {
  for (int round = 0; round < 3; ++round) {
    std::vector<testing::Pieces::Piece> all;
    for (int i = 0; i < 64; ++i) {
      all.emplace_back([this, name = std::to_string(round * 64 + i)] { add(name); });
    }
    EXPECT_FALSE(pieces.run(std::move(all)).apart);
  }
  EXPECT_THAT(names(), SizeIs(192));
}

TEST_F(PostgresqlGroups, DecideACollisionWithinThemForTheFirst) {
  std::vector<int> won;
  const auto take = [&](int who) {
    return [this, who, &won] {
      if (add_unless_taken("wanted")) won.push_back(who);
    };
  };
  const testing::End end = pieces.run({take(1), [&] { add("other"); }, take(2), take(3)});
  EXPECT_FALSE(end.apart) << "who is refused before he wrote has nothing to undo";
  EXPECT_THAT(won, ElementsAre(1));
  EXPECT_THAT(names(), ElementsAre("other", "wanted"));
}

TEST_F(PostgresqlGroups, RunApartWhereAPartIsUndoneThatWrote) {
  const auto refused_after_it_wrote = [&] {
    Transactions& transactions = *database;
    EXPECT_FALSE(transactions.run([&]() -> Result<int> {
      add("undone");
      return refuse(taken);
    }));
    add("kept");
  };
  const testing::End end = pieces.run({[&] { add("a"); }, refused_after_it_wrote, [&] { add("b"); }});
  EXPECT_TRUE(end.apart);
  EXPECT_THAT(end.failures, IsEmpty());
  EXPECT_THAT(names(), ElementsAre("a", "b", "kept"));
}

TEST_F(PostgresqlGroups, RunApartWhereAStatementFails) {
  add("a");
  const testing::End end = pieces.run(
      {[&] { add("b"); }, [&] { add("a"); },
       [&] { database->write([](Connection& c) { return c.query("SELECT 1 / 0"); }); }, [&] { add("c"); }});
  EXPECT_TRUE(end.apart);
  EXPECT_THAT(end.failures, SizeIs(2)) << "of those alone that fail by themselves";
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
}

TEST_F(PostgresqlGroups, RunApartWhereARaceIsLost) {
  run("CREATE SEQUENCE runs");  // goes on where a transaction is undone
  run("CREATE FUNCTION lose_once() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN IF nextval(''runs'') = 1 THEN RAISE SQLSTATE ''40001''; END IF; RETURN NEW; END'");
  run("CREATE TRIGGER loses BEFORE INSERT ON names FOR EACH ROW EXECUTE FUNCTION lose_once()");
  const testing::End end = pieces.run({[&] { add("a"); }, [&] { add("b"); }});
  EXPECT_TRUE(end.apart);
  EXPECT_THAT(end.failures, IsEmpty());
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_F(PostgresqlGroups, EndWhereTwoOfThemWaitForEachOther) {
  const auto second = Database::open({.url = database.url()});
  testing::Pieces others(*second);
  add("x");
  add("y");
  const auto change = [](Database& where, const std::string& name) {
    return [&where, name] {
      where.write([&](Connection& c) {
        return c.execute("UPDATE names SET name = name || $2 WHERE name LIKE $1", {name + "%", "+"});
      });
    };
  };
  const auto x = change(*database, "x");
  const auto y = change(*second, "y");
  const auto then_y = change(*database, "y");
  const auto then_x = change(*second, "x");
  std::atomic<int> first_done = 0;
  const auto meet = [&first_done] {
    for (++first_done; first_done < 2;) std::this_thread::yield();
  };
  auto ours = pieces.begin({[&] { x(), meet(), then_y(); }});
  auto theirs = others.begin({[&] { y(), meet(), then_x(); }});
  EXPECT_THAT(ours.get().failures, IsEmpty());
  EXPECT_THAT(theirs.get().failures, IsEmpty());
  EXPECT_THAT(names(), ElementsAre("x++", "y++"));
}

TEST_F(PostgresqlGroups, LetGoOfStrangersWhereOneOfThemWaitsForALock) {
  add("held");
  const auto change_held = [&] {
    database->write(
        [](Connection& c) { return c.execute("UPDATE names SET name = 'mine' WHERE name = 'held'"); });
  };
  std::future<testing::End> end;
  database->write([&](Connection& c) {
    c.execute("UPDATE names SET name = 'held' WHERE name = 'held'");
    end = pieces.begin({[&] { add("a"); }, change_held});
    while (names_seen_by_others().size() < 2) std::this_thread::yield();  // beside the one that waits
    return 0;
  });
  EXPECT_TRUE(end.get().apart);
  EXPECT_THAT(names(), ElementsAre("a", "mine"));
}

TEST_F(PostgresqlGroups, RunApartWhereTheirConnectionIsLost) {
  int runs = 0;
  const testing::End end = pieces.run({[&] { add("a"); },
                                       [&] {
                                         add("b");
                                         if (++runs == 1) kill_all_others();
                                         add("c");
                                       }});
  EXPECT_TRUE(end.apart);
  EXPECT_THAT(end.failures, IsEmpty());
  EXPECT_EQ(runs, 2);
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
}

TEST_F(PostgresqlGroups, AreNotRunAgainWhereTheCommitMayHaveHappened) {
  run("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
  run("CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON names DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION die()");
  int runs = 0;
  const auto counted = [&](const std::string& name) {
    return [this, name, &runs] {
      ++runs;
      add(name);
    };
  };
  const testing::End end = pieces.run({counted("a"), counted("b")});
  EXPECT_FALSE(end.apart);
  ASSERT_TRUE(end.failure);
  EXPECT_THROW(std::rethrow_exception(end.failure), Unavailable);
  EXPECT_EQ(runs, 2);
}

TEST_F(PostgresqlGroups, RunApartWhereTheCommitIsRefused) {
  run("CREATE FUNCTION refuse_b() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN IF NEW.name = ''b'' THEN RAISE EXCEPTION ''no''; END IF; RETURN NULL; END'");
  run("CREATE CONSTRAINT TRIGGER refuses AFTER INSERT ON names DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION refuse_b()");
  const testing::End end = pieces.run({[&] { add("a"); }, [&] { add("b"); }, [&] { add("c"); }});
  EXPECT_TRUE(end.apart);
  EXPECT_THAT(end.failures, SizeIs(1));
  EXPECT_THAT(names(), ElementsAre("a", "c"));
}

TEST_F(PostgresqlGroups, RunApartWhereSomethingUnexpectedIsThrown) {
  const testing::End end = pieces.run({[&] { add("a"); }, [] { throw std::runtime_error("a bug"); }});
  EXPECT_TRUE(end.apart);
  EXPECT_THAT(end.failures, SizeIs(1));
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(PostgresqlGroups, LetEachPieceGoOnAsItself) {
  std::vector<std::string> ids;
  const auto piece = [&](const std::string& id) {
    return [this, id, &ids] {
      const log::RequestScope request(id);
      try {
        throw std::runtime_error(id);
      } catch (const std::runtime_error&) {
        add(id);  // waits in the middle of handling it, as all others do
        try {
          throw;
        } catch (const std::runtime_error& mine) {
          ids.push_back(mine.what() + std::string(log::current_request_id()));
        }
      }
    };
  };
  EXPECT_FALSE(pieces.run({piece("a"), piece("b"), piece("c")}).apart);
  EXPECT_THAT(ids, UnorderedElementsAre("aa", "bb", "cc"));
  EXPECT_EQ(log::current_request_id(), "");
}

}  // namespace
}  // namespace gatehouse::sql
