// That what arrives in the other database is what was read, in every direction.

#include "platform/transfer/copy.hpp"

#include <gtest/gtest.h>

#include "platform/sql/connect.hpp"
#include "platform/sql/failure.hpp"
#include "platform/transfer/identities.hpp"
#include "platform/transfer/transaction.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::transfer {
namespace {

using sql::Dialect;
using testing::FreshDatabase;

std::vector<sql::Table> tables() {
  sql::Table notes{.name = "notes",
                   .columns = {sql::text("topic"), sql::integer("number"), sql::optional_text("order"),
                               sql::integer("person")},
                   .primary_key = {"topic", "number"},
                   .foreign_keys = {{"notes_person_fkey", {"person"}, "people", {"id"}}}};
  sql::Table people{.name = "people", .columns = {sql::identity("id"), sql::text("name")}};
  return {notes, people};
}

constexpr auto ignore = [](const std::string&, std::int64_t) {};

struct Way {
  Dialect from;
  Dialect to;
};

class Transfer : public ::testing::TestWithParam<Way> {
 protected:
  static std::unique_ptr<sql::Connection> open(const FreshDatabase& database, sql::Access access) {
    return sql::connect(testing::patient(database.url()), access);
  }

  void fill(int people) {
    source_->write([&](sql::Connection& connection) {
      for (int i = 0; i < people; ++i) {
        connection.execute("INSERT INTO people (name) VALUES ($1)", {"Kim Ünal " + std::to_string(i)});
      }
      connection.execute(
          "INSERT INTO notes VALUES ('é', 2, NULL, 1), ('Z', 10, '', 1), ('z', -1, 'x''y', 2)");
      return true;
    });
  }

  Contents carry() {
    const auto from = open(source_, sql::Access::read);
    const auto to = open(target_, sql::Access::write);
    const Transaction snapshot = Transaction::snapshot(*from);
    Transaction alone = Transaction::alone(*to, tables());
    Contents read = copy(*from, *to, tables(), ignore);
    EXPECT_EQ(contents(*to, tables()), read);
    alone.keep();
    return read;
  }

  FreshDatabase source_{GetParam().from, tables()};
  FreshDatabase target_{GetParam().to, tables()};
};

TEST_P(Transfer, BringsEveryRowAcross) {
  fill(4321);  // more than two pages, and no whole number of statements
  const Contents read = carry();
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].table, "people");  // before what points to it
  EXPECT_EQ(read[0].rows, 4321);
  EXPECT_EQ(read[1].rows, 3);
  EXPECT_EQ(difference(read, read), "");
}

TEST_P(Transfer, GivesNoNumberTwice) {
  fill(10);
  source_->write(
      [](sql::Connection& connection) { return connection.execute("DELETE FROM people WHERE id > 7"); });
  carry();
  const auto added = target_->write([](sql::Connection& connection) {
    return connection.query("INSERT INTO people (name) VALUES ('next') RETURNING id").front().integer(0);
  });
  EXPECT_EQ(added, 11);
}

TEST_P(Transfer, LeavesNothingWhereItIsNotKept) {
  fill(10);
  {
    const auto from = open(source_, sql::Access::read);
    const auto to = open(target_, sql::Access::write);
    const Transaction snapshot = Transaction::snapshot(*from);
    const Transaction alone = Transaction::alone(*to, tables());
    copy(*from, *to, tables(), ignore);
  }
  EXPECT_FALSE(holds_rows(*open(target_, sql::Access::read), tables()[1]));
}

TEST_P(Transfer, SeesOneMomentOfTheSource) {
  fill(10);
  const auto from = open(source_, sql::Access::read);
  const Transaction snapshot = Transaction::snapshot(*from);
  source_->write([](sql::Connection& connection) {
    return connection.execute("INSERT INTO people (name) VALUES ('late')");
  });
  EXPECT_EQ(contents(*from, tables())[0].rows, 10);
}

TEST_P(Transfer, RefusesRowsThatAreThereAlready) {
  fill(3);
  carry();
  EXPECT_THROW(carry(), sql::Failure);
}

INSTANTIATE_TEST_SUITE_P(Ways, Transfer,
                         ::testing::Values(Way{Dialect::sqlite, Dialect::sqlite},
                                           Way{Dialect::sqlite, Dialect::postgresql},
                                           Way{Dialect::postgresql, Dialect::sqlite}),
                         [](const auto& test) {
                           const auto name = [](Dialect dialect) {
                             return dialect == Dialect::sqlite ? "Sqlite" : "Postgresql";
                           };
                           return std::string(name(test.param.from)) + "To" + name(test.param.to);
                         });

TEST(ContentHash, TellsRowsApartThatReadAlike) {
  const auto hash = [](const std::vector<sql::Row>& rows) {
    ContentHash content;
    for (const sql::Row& row : rows) content.add(row);
    return content.of("t").hash;
  };
  const sql::Row number({std::int64_t{1}});
  const sql::Row text({std::string("1")});
  const sql::Row nothing({nullptr});
  const sql::Row empty({std::string()});
  EXPECT_NE(hash({number}), hash({text}));
  EXPECT_NE(hash({nothing}), hash({empty}));
  EXPECT_NE(hash({sql::Row({std::string("a"), std::string("bc")})}),
            hash({sql::Row({std::string("ab"), std::string("c")})}));
  EXPECT_NE(hash({text, text}), hash({empty, empty}));
  EXPECT_EQ(hash({number, text}), hash({text, number}));
}

TEST(Difference, NamesTheFirstTableThatIsNotTheSame) {
  const Contents read{{"people", 2, "aa"}, {"notes", 1, "bb"}};
  EXPECT_NE(difference(read, {{"people", 2, "aa"}}).find("notes is missing"), std::string::npos);
  EXPECT_NE(difference(read, {{"people", 1, "aa"}}).find("people has 1 rows and not 2"), std::string::npos);
  EXPECT_NE(difference(read, {{"people", 2, "ab"}}).find("people are not the same"), std::string::npos);
}

}  // namespace
}  // namespace gatehouse::transfer
