#include "platform/migrations/introspection.hpp"

#include <gmock/gmock.h>

#include "tests/support/migrations/live.hpp"

namespace gatehouse::migrations {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Introspection : public testing::Live {};
INSTANTIATE_TEST_SUITE_P(Databases, Introspection, testing::both_dialects(), testing::dialect_name);

sql::Column with_fallback(sql::Column column, std::string fallback) {
  column.fallback = std::move(fallback);
  return column;
}

/// One of everything that can be declared, in order of names.
std::vector<sql::Table> everything() {
  return {
      {.name = "letters",
       .columns = {sql::integer("person"), sql::text("box"), sql::optional_text("note"),
                   sql::optional_integer("reply")},
       .primary_key = {"box", "person"},
       .uniques = {{"letters_note_once", {"note", "person"}}},
       .indexes = {{"letters_sorted", {"person", "note"}}},
       .foreign_keys = {{"letters_person_fkey", {"person"}, "people", {"id"}, sql::OnDelete::cascade},
                        {"letters_reply_fkey", {"reply"}, "people", {"id"}, sql::OnDelete::set_null}}},
      {.name = "notes", .columns = {sql::integer("number"), sql::optional_text("words")}},
      {.name = "people",
       .columns = {sql::identity("id"), sql::text("email"), sql::optional_integer("proven_at"),
                   with_fallback(sql::text("locale"), "'it''s'"), with_fallback(sql::integer("score"), "-1"),
                   with_fallback(sql::optional_integer("limit"), "5000000000")},
       .uniques = {{"people_limit_key", {"limit"}}},
       .indexes = {{"people_proven",
                    {"email"},
                    true,
                    "proven_at IS NOT NULL AND (score > 0 OR locale IN ('a', 'b'))"},
                   {"people_word", {"lower(email)", "\"limit\""}, false, ""}}},
  };
}

TEST_P(Introspection, ReadsBackExactlyWhatWasDeclared) {
  make(everything());
  EXPECT_EQ(schema(), normalised(everything(), sql::Dialect::postgresql));
}

TEST_P(Introspection, FindsNothingInAnEmptyDatabase) { EXPECT_THAT(schema(), IsEmpty()); }

TEST_P(Introspection, LeavesOutTheListOfRevisions) {
  run({"CREATE TABLE schema_revisions (revision TEXT PRIMARY KEY)"});
  EXPECT_THAT(schema(), IsEmpty());
}

TEST_P(Introspection, NamesConstraintsThatHaveNoName) {
  run({"CREATE TABLE p (id INTEGER PRIMARY KEY)",
       "CREATE TABLE t (a INTEGER UNIQUE, b INTEGER REFERENCES p)"});
  const sql::Table table = schema().at(1);
  EXPECT_THAT(table.uniques, ElementsAre(sql::Unique{"t_a_key", {"a"}}));
  EXPECT_THAT(table.foreign_keys, ElementsAre(sql::ForeignKey{"t_b_fkey", {"b"}, "p", {"id"}}));
}

TEST_P(Introspection, ReadsATableAfterItsColumnsWereAltered) {
  make(everything());
  run({"ALTER TABLE people ADD COLUMN nickname TEXT", "ALTER TABLE notes DROP COLUMN words"});
  EXPECT_NE(sql::Table{schema().at(2)}, normalised(everything(), dialect()).at(2));
  EXPECT_EQ(schema().at(2).columns.back(), sql::optional_text("nickname"));
  EXPECT_THAT(schema().at(1).columns, ElementsAre(sql::integer("number")));
}

}  // namespace
}  // namespace gatehouse::migrations
