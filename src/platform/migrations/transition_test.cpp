#include "platform/migrations/transition.hpp"

#include <gmock/gmock.h>

#include "platform/sql/failure.hpp"
#include "tests/support/migrations/live.hpp"

namespace gatehouse::migrations {
namespace {

using ::testing::Each;
using ::testing::Not;
using ::testing::StartsWith;

sql::Table people() {
  return {.name = "people",
          .columns = {sql::identity("id"), sql::text("email"), sql::optional_integer("age")},
          .uniques = {{"people_email_key", {"email"}}},
          .indexes = {{"people_age", {"age"}, false, "age IS NOT NULL"}}};
}

sql::Table letters() {
  return {.name = "letters",
          .columns = {sql::integer("person"), sql::text("words")},
          .primary_key = {"person", "words"},
          .foreign_keys = {{"letters_person_fkey", {"person"}, "people", {"id"}, sql::OnDelete::cascade}}};
}

/// Two people, three letters, and an id that was given and is gone.
class Transition : public testing::Live {
 protected:
  Transition() {
    make({people(), letters()});
    run({"INSERT INTO people (email, age) VALUES ('a', 7)", "INSERT INTO people (email) VALUES ('b')",
         "INSERT INTO people (email) VALUES ('gone')", "DELETE FROM people WHERE email = 'gone'",
         "INSERT INTO letters VALUES (1, 'x'), (1, 'y'), (2, 'z')"});
  }

  static Schema declared() { return normalised({letters(), people()}, sql::Dialect::sqlite); }
  sql::Table& the_people() { return goal_[1]; }
  sql::Table& the_letters() { return goal_[0]; }

  void go_to(const Schema& goal) {
    run(transition(dialect(), schema(), normalised(goal, sql::Dialect::sqlite)));
    EXPECT_TRUE(difference(schema(), normalised(goal, sql::Dialect::sqlite)).empty());
  }

  /// There, and back to where it began.
  void go_to_goal() { go_to(goal_); }
  void go_back() { go_to(declared()); }
  void expect_rows() {
    EXPECT_EQ(one("SELECT count(*) FROM people"), sql::Value{2});
    EXPECT_EQ(one("SELECT count(*) FROM letters"), sql::Value{3});
  }

  Schema goal_ = declared();
};

INSTANTIATE_TEST_SUITE_P(Databases, Transition, testing::both_dialects(), testing::dialect_name);

TEST_P(Transition, AddsANullableColumnInPlaceAndTakesItAwayWithoutATrace) {
  const std::string before = dump();
  the_people().columns.push_back(sql::optional_text("note"));
  EXPECT_THAT(transition(dialect(), schema(), goal_), Each(StartsWith("ALTER TABLE \"people\" ADD COLUMN")));
  go_to_goal();
  expect_rows();
  go_back();
  expect_rows();
  EXPECT_EQ(dump(), before);
}

TEST_P(Transition, FillsANewColumnThatMustHoldSomething) {
  the_people().columns.push_back(sql::text("note"));
  the_people().columns.push_back(sql::integer("score"));
  go_to_goal();
  expect_rows();
  EXPECT_EQ(one("SELECT count(*) FROM people WHERE note = '' AND score = 0"), sql::Value{2});
  EXPECT_THROW(run({"INSERT INTO people (email) VALUES ('c')"}), sql::Failure);
}

TEST_P(Transition, GivesRowsTheDefaultOfANewColumn) {
  sql::Column locale = sql::text("locale");
  locale.fallback = "'en'";
  the_people().columns.push_back(locale);
  EXPECT_THAT(transition(dialect(), schema(), goal_), Each(StartsWith("ALTER TABLE")));
  go_to_goal();
  EXPECT_EQ(one("SELECT count(*) FROM people WHERE locale = 'en'"), sql::Value{2});
}

TEST_P(Transition, ChangesATypeAndBack) {
  the_people().columns[2].type = sql::ColumnType::text;
  go_to_goal();
  EXPECT_EQ(one("SELECT age FROM people WHERE id = 1"), sql::Value{"7"});
  go_back();
  EXPECT_EQ(one("SELECT age FROM people WHERE id = 1"), sql::Value{7});
  expect_rows();
}

TEST_P(Transition, RefusesToMakeANumberOfWhatIsNone) {
  the_people().columns[1].type = sql::ColumnType::integer;
  EXPECT_THROW(run(transition(dialect(), schema(), goal_)), sql::Failure);
}

TEST_P(Transition, FillsNullsOfAColumnThatBecomesNotNull) {
  the_people().columns[2].nullable = false;
  go_to_goal();
  EXPECT_EQ(one("SELECT age FROM people WHERE id = 2"), sql::Value{0});
  EXPECT_EQ(one("SELECT age FROM people WHERE id = 1"), sql::Value{7});
  go_back();
  run({"INSERT INTO people (email) VALUES ('c')"});
}

TEST_P(Transition, SetsChangesAndDropsADefault) {
  the_people().columns[2].fallback = "1";
  go_to_goal();
  run({"INSERT INTO people (email) VALUES ('c')"});
  EXPECT_EQ(one("SELECT age FROM people WHERE email = 'c'"), sql::Value{1});
  the_people().columns[2].fallback = "2";
  go_to_goal();
  go_back();
  run({"INSERT INTO people (email) VALUES ('d')"});
  EXPECT_EQ(one("SELECT age FROM people WHERE email = 'd'"), sql::Value{nullptr});
}

TEST_P(Transition, ChangesUniquesAndIndexes) {
  the_people().uniques = {{"people_both_key", {"email", "age"}}};
  the_people().indexes = {{"people_age", {"age"}, true, "age > 0"}, {"people_more", {"email"}}};
  go_to_goal();
  run({"INSERT INTO people (email) VALUES ('b')"});
  EXPECT_THROW(run({"INSERT INTO people (email, age) VALUES ('c', 7)"}), sql::Failure);
  run({"DELETE FROM people WHERE id > 2"});
  go_back();
  expect_rows();
  EXPECT_THROW(run({"INSERT INTO people (email) VALUES ('b')"}), sql::Failure);
}

TEST_P(Transition, ChangesTheDeedOfAForeignKey) {
  the_letters().foreign_keys[0].on_delete = sql::OnDelete::restrict_;
  go_to_goal();
  expect_rows();
  go_back();
  the_letters().foreign_keys.clear();
  go_to_goal();
  expect_rows();
  go_back();
}

TEST_P(Transition, ChangesThePrimaryKey) {
  the_letters().primary_key = {"words"};
  go_to_goal();
  EXPECT_THROW(run({"INSERT INTO letters VALUES (2, 'x')"}), sql::Failure);
  go_back();
  expect_rows();
}

TEST_P(Transition, NeverGivesAnIdAgainAfterATableWasMadeAnew) {
  the_people().columns[2].nullable = false;
  go_to_goal();
  EXPECT_EQ(one("INSERT INTO people (email, age) VALUES ('c', 1) RETURNING id"), sql::Value{4});
}

TEST_P(Transition, TakesTheIdentityAwayAndGivesItBack) {
  the_people().columns[0].identity = false;
  the_people().primary_key = {"id"};
  go_to_goal();
  expect_rows();
  go_back();
  EXPECT_EQ(one("SELECT count(*) FROM people WHERE id IN (1, 2)"), sql::Value{2});
  run({"INSERT INTO people (email) VALUES ('c')"});
}

TEST_P(Transition, CreatesAndDropsTablesThatPointToEachOther) {
  sql::Table left{.name = "left_one",
                  .columns = {sql::identity("id"), sql::optional_integer("other")},
                  .foreign_keys = {{"left_fkey", {"other"}, "right_one", {"id"}}}};
  sql::Table right{.name = "right_one",
                   .columns = {sql::identity("id"), sql::optional_integer("other")},
                   .indexes = {{"right_other", {"other"}}},
                   .foreign_keys = {{"right_fkey", {"other"}, "left_one", {"id"}},
                                    {"right_people", {"other"}, "people", {"id"}}}};
  const std::string before = dump();
  the_people().columns[2].nullable = false;
  goal_.push_back(left);
  goal_.push_back(right);
  go_to_goal();
  go_back();
  expect_rows();
  EXPECT_EQ(dump(), before);
}

TEST_P(Transition, ChangesTheTypeOfBothEndsOfAForeignKey) {
  the_letters().foreign_keys[0] = {
      "letters_words_fkey", {"words"}, "people", {"email"}, sql::OnDelete::cascade};
  run({"UPDATE people SET email = CAST(id AS TEXT)", "DELETE FROM letters",
       "INSERT INTO letters VALUES (1, '1')"});
  go_to_goal();
  the_letters().columns[1].type = sql::ColumnType::integer;
  the_people().columns[1].type = sql::ColumnType::integer;
  go_to_goal();
  EXPECT_EQ(one("SELECT email FROM people WHERE id = 2"), sql::Value{2});
  EXPECT_THROW(run({"PRAGMA foreign_keys = ON", "INSERT INTO letters VALUES (1, 9)"}), sql::Failure);
}

TEST_P(Transition, DropsAColumnWithWhatStandsOnIt) {
  the_people().columns.erase(the_people().columns.begin() + 2);
  the_people().indexes.clear();
  go_to_goal();
  expect_rows();
  go_back();
  expect_rows();
  EXPECT_EQ(one("SELECT age FROM people WHERE id = 1"), sql::Value{nullptr});
}

TEST_P(Transition, MakesAnExistingTableOutOfAnothersConstraintNames) {
  sql::Table members = people();
  members.name = "members";
  members.columns[0].identity = false;
  goal_ = normalised({members}, dialect());
  go_to_goal();
}

TEST_P(Transition, IsNothingWhereNothingDiffers) {
  std::reverse(the_people().columns.begin(), the_people().columns.end());
  EXPECT_TRUE(transition(dialect(), schema(), goal_).empty());
}

}  // namespace
}  // namespace gatehouse::migrations
