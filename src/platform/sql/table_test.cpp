#include "platform/sql/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Table people() {
  Column locale = text("locale");
  locale.fallback = "'en'";
  return {.name = "people",
          .columns = {identity("id"), text("email"), optional_integer("seen_at"), locale},
          .uniques = {{"people_email_key", {"email"}}},
          .indexes = {{"people_seen", {"seen_at"}, false, "seen_at IS NOT NULL"}}};
}

Table letters() {
  return {.name = "letters",
          .columns = {integer("person"), integer("number")},
          .primary_key = {"person", "number"},
          .foreign_keys = {{"letters_person_fkey", {"person"}, "people", {"id"}, OnDelete::cascade}}};
}

TEST(CreateStatements, SpeakSqlite) {
  EXPECT_THAT(create_statements(Dialect::sqlite, {people()}),
              ElementsAre(R"(CREATE TABLE "people" (
  "id" INTEGER CONSTRAINT "people_pkey" PRIMARY KEY AUTOINCREMENT,
  "email" TEXT NOT NULL,
  "seen_at" INTEGER,
  "locale" TEXT NOT NULL DEFAULT 'en',
  CONSTRAINT "people_email_key" UNIQUE ("email")
) STRICT)",
                          R"(CREATE INDEX "people_seen" ON "people" ("seen_at") WHERE seen_at IS NOT NULL)"));
}

TEST(CreateStatements, SpeakPostgresql) {
  EXPECT_THAT(create_statements(Dialect::postgresql, {people()}),
              ElementsAre(R"(CREATE TABLE "people" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT "people_pkey" PRIMARY KEY,
  "email" TEXT NOT NULL,
  "seen_at" BIGINT,
  "locale" TEXT NOT NULL DEFAULT 'en',
  CONSTRAINT "people_email_key" UNIQUE ("email")
))",
                          R"(CREATE INDEX "people_seen" ON "people" ("seen_at") WHERE seen_at IS NOT NULL)"));
}

TEST(CreateStatements, NameKeysOfSeveralColumnsAndForeignKeys) {
  EXPECT_THAT(create_statements(Dialect::postgresql, {people(), letters()}).back(),
              R"(CREATE TABLE "letters" (
  "person" BIGINT NOT NULL,
  "number" BIGINT NOT NULL,
  CONSTRAINT "letters_pkey" PRIMARY KEY ("person", "number"),
  CONSTRAINT "letters_person_fkey" FOREIGN KEY ("person") REFERENCES "people" ("id") ON DELETE CASCADE
))");
}

TEST(CreateStatements, MakeATableAfterThoseItPointsTo) {
  EXPECT_THAT(
      create_statements(Dialect::postgresql, {letters(), people()}),
      ElementsAre(HasSubstr(R"(TABLE "people")"), HasSubstr("INDEX"), HasSubstr(R"(TABLE "letters")")));
}

TEST(CreateStatements, AddTheLastKeyOfACircleAfterwards) {
  Table first{.name = "first", .columns = {identity("id"), optional_integer("other")}};
  Table second = first;
  second.name = "second";
  first.foreign_keys = {{"first_other", {"other"}, "second", {"id"}, OnDelete::set_null}};
  second.foreign_keys = {{"second_other", {"other"}, "first", {"id"}, OnDelete::restrict_}};
  EXPECT_THAT(
      create_statements(Dialect::postgresql, {first, second}),
      ElementsAre(
          HasSubstr(R"(TABLE "second")"), HasSubstr(R"(TABLE "first")"),
          R"(ALTER TABLE "second" ADD CONSTRAINT "second_other" FOREIGN KEY ("other") REFERENCES "first" ("id") ON DELETE RESTRICT)"));
}

TEST(CreateStatements, WriteAnExpressionOfAnIndexAsItStands) {
  Table table{.name = "t", .columns = {text("a")}, .indexes = {{"t_a", {"lower(a)", "a"}, true, ""}}};
  EXPECT_EQ(create_statements(Dialect::sqlite, {table}).back(),
            R"(CREATE UNIQUE INDEX "t_a" ON "t" (lower(a), "a"))");
}

TEST(CreateStatements, QuoteNamesThatHoldQuotes) {
  Table table{.name = "a\"b", .columns = {text("c")}};
  EXPECT_THAT(create_statements(Dialect::sqlite, {table}).front(), HasSubstr(R"("a""b")"));
}

}  // namespace
}  // namespace gatehouse::sql
