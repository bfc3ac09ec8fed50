#include "platform/migrations/autogenerate.hpp"

#include <gmock/gmock.h>

#include "platform/migrations/refused.hpp"
#include "platform/migrations/runner.hpp"
#include "platform/migrations/script.hpp"
#include "platform/migrations/sentences.hpp"
#include "platform/migrations/split.hpp"
#include "tests/support/migrations/live.hpp"
#include "tests/support/migrations/revisions.hpp"

namespace gatehouse::migrations {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<sql::Table> first_tables() {
  return {{.name = "people",
           .columns = {sql::identity("id"), sql::text("email"), sql::optional_integer("age")},
           .uniques = {{"people_email_key", {"email"}}}}};
}

std::vector<sql::Table> later_tables() {
  auto tables = first_tables();
  tables[0].columns[2].nullable = false;
  tables[0].columns.push_back(sql::text("nickname"));
  tables[0].uniques.clear();
  tables[0].indexes = {{"people_adults", {"email"}, true, "age >= 18"}};
  tables.push_back({.name = "letters",
                    .columns = {sql::integer("person"), sql::text("words")},
                    .primary_key = {"person"},
                    .foreign_keys = {{"letters_person_fkey", {"person"}, "people", {"id"}}}});
  return tables;
}

/// Writes revisions as the command does, but keeps their files in memory.
class Autogenerate : public testing::Live {
 protected:
  void write_revision_for(const std::vector<sql::Table>& declared) {
    const Draft draft = closing_draft(chain(), schema(), declared, "the next", Time{});
    files_.push_back({"migrations/" + file_name(draft), file_content(draft)});
  }
  Chain chain() const { return Chain::of({}, files_); }
  void upgrade() {
    const Chain all = chain();
    Runner(connection(), all, clock_).upgrade("head", [](const Revision&) {});
  }
  void downgrade(std::string_view target) {
    const Chain all = chain();
    Runner(connection(), all, clock_).downgrade(target, [](const Revision&) {});
  }
  bool is_as(const std::vector<sql::Table>& declared) {
    return difference_to_declared(schema(), declared).empty();
  }

  SystemClock clock_;
  std::vector<RevisionFile> files_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Autogenerate, testing::both_dialects(), testing::dialect_name);

TEST_P(Autogenerate, ClosesTheDifferenceUpAndDownAndKeepsTheRows) {
  write_revision_for(first_tables());
  upgrade();
  EXPECT_TRUE(is_as(first_tables()));
  run({"INSERT INTO people (email, age) VALUES ('a', 7)", "INSERT INTO people (email) VALUES ('b')"});
  write_revision_for(later_tables());
  upgrade();
  EXPECT_TRUE(is_as(later_tables()));
  EXPECT_EQ(one("SELECT count(*) FROM people WHERE nickname = ''"), sql::Value{2});
  downgrade("-1");
  EXPECT_TRUE(is_as(first_tables()));
  EXPECT_EQ(one("SELECT count(*) FROM people WHERE age = 7"), sql::Value{1});
  downgrade("base");
  EXPECT_THAT(schema(), IsEmpty());
}

/// A revision is written against one database and run on both.
TEST_P(Autogenerate, WritesTheSameWhicheverDatabaseItLooksAt) {
  write_revision_for(first_tables());
  write_revision_for(first_tables());
  files_.pop_back();
  upgrade();
  write_revision_for(later_tables());
  Chain other = Chain::of({}, {files_[0]});
  const Draft pure = closing_draft(other, normalised(first_tables(), sql::Dialect::sqlite), later_tables(),
                                   "the next", Time{});
  EXPECT_EQ(files_[1].content, file_content(pure));
}

TEST_P(Autogenerate, FindsNothingToDoAfterwards) {
  write_revision_for(later_tables());
  upgrade();
  EXPECT_THAT(sentences(difference_to_declared(schema(), later_tables())), IsEmpty());
}

TEST_P(Autogenerate, SaysInSentencesWhatDiffers) {
  make(first_tables());
  EXPECT_THAT(
      sentences(difference_to_declared(schema(), later_tables())),
      ElementsAre(
          "Table letters is declared, and the database does not have it.",
          "Column nickname TEXT NOT NULL of table people is declared, and the database does not have it.",
          "Column age of table people is BIGINT in the database, and declared as BIGINT NOT NULL.",
          "The unique constraint people_email_key (email) of table people is in the database, and no table "
          "declares it.",
          "The unique index people_adults (email) where age >= 18 of table people is declared, and the "
          "database does not have it."));
}

TEST_P(Autogenerate, WarnsOfWhatIsLostAndWhatIsMadeUp) {
  make(first_tables());
  auto declared = first_tables();
  declared[0].columns[1].name = "mail";
  declared[0].uniques.clear();
  EXPECT_THAT(cautions(difference_to_declared(schema(), declared)),
              ElementsAre(HasSubstr("Column email of table people is dropped"),
                          HasSubstr("get '' in the new column mail")));
  EXPECT_THAT(cautions(difference_to_declared(schema(), {})),
              ElementsAre(HasSubstr("Table people is dropped")));
}

TEST_P(Autogenerate, PrintsAScriptThatDoesWhatARunDoes) {
  write_revision_for(first_tables());
  files_.push_back(
      testing::revision_file(2, "INSERT INTO people (email) VALUES ('it''s; so');", "DELETE FROM people;"));
  const Chain all = chain();
  const std::string up = script(all, dialect(), 0, 2, Time{});
  EXPECT_THAT(schema(), IsEmpty());
  run(split_statements(up, dialect()));
  EXPECT_EQ(state(all, connection()).position, Position::at_head);
  EXPECT_TRUE(is_as(first_tables()));
  run(split_statements(script(all, dialect(), 2, 0, Time{}), dialect()));
  EXPECT_EQ(state(all, connection()).current, "base");
  EXPECT_THAT(schema(), IsEmpty());
}

}  // namespace
}  // namespace gatehouse::migrations
