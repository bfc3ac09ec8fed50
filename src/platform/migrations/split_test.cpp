#include "platform/migrations/split.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/migrations/refused.hpp"

namespace gatehouse::migrations {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto sqlite = sql::Dialect::sqlite;
constexpr auto postgresql = sql::Dialect::postgresql;

TEST(SplitStatements, EndsEachAtItsSemicolonAndTrims) {
  EXPECT_THAT(split_statements("\n a ;;\n  b  c;\n-- end\n d", sqlite), ElementsAre("a", "b  c", "d"));
}

TEST(SplitStatements, FindsNoneInCommentsAlone) {
  EXPECT_THAT(split_statements("-- a; b\n/* c; d */ ;", sqlite), IsEmpty());
}

TEST(SplitStatements, LeavesSemicolonsInQuotesAndCommentsAlone) {
  EXPECT_THAT(split_statements("SELECT 'a;''b;', \"c;\" -- d;\n, 1 /* ; */;SELECT 2", sqlite),
              ElementsAre("SELECT 'a;''b;', \"c;\" -- d;\n, 1", "SELECT 2"));
}

TEST(SplitStatements, KnowsTheQuotesOfSqliteOnly) {
  EXPECT_THAT(split_statements("SELECT [a;b], `c;d`", sqlite), ElementsAre("SELECT [a;b], `c;d`"));
  EXPECT_THAT(split_statements("SELECT a[1];SELECT b", postgresql), ElementsAre("SELECT a[1]", "SELECT b"));
}

TEST(SplitStatements, LeavesDollarQuotesWhole) {
  EXPECT_THAT(split_statements("DO $$ a; b $$; DO $x$ $$; $x$; SELECT $1; c", postgresql),
              ElementsAre("DO $$ a; b $$", "DO $x$ $$; $x$", "SELECT $1", "c"));
}

TEST(SplitStatements, KnowsEscapesAndNestedCommentsOfPostgresql) {
  EXPECT_THAT(split_statements(R"(SELECT E'\';'; /* a /* b; */ c; */ d)", postgresql),
              ElementsAre(R"(SELECT E'\';')", "d"));
  EXPECT_THAT(split_statements(R"(SELECT '\'; d)", postgresql), ElementsAre(R"(SELECT '\')", "d"));
}

TEST(SplitStatements, KeepsTheBodyOfATriggerTogether) {
  const std::string trigger =
      "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\n UPDATE b SET c = CASE WHEN 1 THEN 2 END;\n DELETE "
      "FROM d;\nEND";
  EXPECT_THAT(split_statements(trigger + "; SELECT 1;", sqlite), ElementsAre(trigger, "SELECT 1"));
}

TEST(SplitStatements, KeepsAnAtomicBodyTogether) {
  const std::string function =
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END";
  EXPECT_THAT(split_statements(function + "; SELECT 3", postgresql), ElementsAre(function, "SELECT 3"));
}

TEST(SplitStatements, RefusesAQuoteThatIsNeverClosed) {
  EXPECT_THROW(split_statements("SELECT 'a; SELECT 2;", sqlite), Refused);
  EXPECT_THROW(split_statements("DO $a$ x $$;", postgresql), Refused);
  EXPECT_THROW(split_statements("/* a", postgresql), Refused);
}

TEST(ControlsTransaction, SeesTheFirstWordOnly) {
  EXPECT_TRUE(controls_transaction("/* x */ commit", sqlite));
  EXPECT_TRUE(controls_transaction("BEGIN", postgresql));
  EXPECT_FALSE(controls_transaction("CREATE TRIGGER t BEGIN x; END", sqlite));
  EXPECT_FALSE(controls_transaction("\"begin\"", sqlite));
}

}  // namespace
}  // namespace gatehouse::migrations
