#include "platform/migrations/created_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::migrations {
namespace {

using ::testing::ElementsAre;
using Kind = NamedConstraint::Kind;
using Names = std::vector<std::string>;

TEST(ReadCreateTable, FindsNamedConstraintsOfTheTable) {
  const CreatedTable table = read_create_table(
      R"(CREATE TABLE "t" ("a" INTEGER NOT NULL DEFAULT (1 + 2), "b,c" TEXT,
         CONSTRAINT "t_key" UNIQUE ("a", "b,c"), CONSTRAINT t_fkey FOREIGN KEY (a) REFERENCES p (x)) STRICT)");
  ASSERT_EQ(table.constraints.size(), 2u);
  EXPECT_EQ(table.constraints[0].kind, Kind::unique);
  EXPECT_EQ(table.constraints[0].name, "t_key");
  EXPECT_EQ(table.constraints[0].columns, (Names{"a", "b,c"}));
  EXPECT_EQ(table.constraints[1].kind, Kind::foreign_key);
  EXPECT_EQ(table.constraints[1].name, "t_fkey");
  EXPECT_EQ(table.constraints[1].columns, Names{"a"});
  EXPECT_FALSE(table.autoincrement);
}

TEST(ReadCreateTable, FindsConstraintsOfColumns) {
  const CreatedTable table = read_create_table(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT CONSTRAINT a_once UNIQUE, "
      "b INT REFERENCES p(x), UNIQUE (b))");
  ASSERT_EQ(table.constraints.size(), 3u);
  EXPECT_TRUE(table.autoincrement);
  EXPECT_EQ(table.constraints[0].name, "a_once");
  EXPECT_EQ(table.constraints[0].columns, Names{"a"});
  EXPECT_EQ(table.constraints[1].kind, Kind::foreign_key);
  EXPECT_EQ(table.constraints[1].name, "");
  EXPECT_EQ(table.constraints[1].columns, Names{"b"});
  EXPECT_EQ(table.constraints[2].columns, Names{"b"});
}

TEST(ReadCreateTable, DoesNotMixUpTheNameOfAnotherConstraint) {
  const CreatedTable table =
      read_create_table("CREATE TABLE t (a INT CONSTRAINT c CHECK (a > 0), UNIQUE (a))");
  ASSERT_EQ(table.constraints.size(), 2u);
  EXPECT_EQ(table.constraints[0].name, "c");
  EXPECT_EQ(table.constraints[0].definition, "CHECK (a > 0)");
  EXPECT_EQ(table.constraints[1].name, "");
}

TEST(ReadCreateIndex, FindsColumnsAndPredicate) {
  const CreatedIndex index =
      read_create_index(R"(CREATE UNIQUE INDEX "i" ON "t" ("a", lower(b)) WHERE a IS NOT NULL AND b > 0)");
  EXPECT_THAT(index.columns, ElementsAre("a", "lower(b)"));
  EXPECT_EQ(index.where, "a IS NOT NULL AND b > 0");
  EXPECT_EQ(read_create_index("CREATE INDEX i ON t (a)").where, "");
}

}  // namespace
}  // namespace gatehouse::migrations
