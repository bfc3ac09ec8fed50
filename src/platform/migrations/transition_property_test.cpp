// Whatever two schemas look like, the statements between them lead from one to the other and back.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "platform/migrations/sentences.hpp"
#include "platform/migrations/transition.hpp"
#include "tests/support/migrations/live.hpp"

namespace gatehouse::migrations {
namespace {

/// Schemas over few names, so that two of them have much in common and much that differs.
class SchemaMaker {
 public:
  explicit SchemaMaker(unsigned seed) : random_(seed) {}

  Schema make() {
    Schema schema;
    for (const char* name : {"apple", "berry", "cherry"}) {
      if (below(5) != 0) schema.push_back(table(name));
    }
    for (sql::Table& table : schema) {
      if (below(3) == 0) add_foreign_key(table, schema);
    }
    return normalised(schema, sql::Dialect::sqlite);
  }

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

  sql::Column column(const char* name) {
    sql::Column column = below(2) == 0 ? sql::text(name) : sql::integer(name);
    column.nullable = below(2) == 0;
    if (below(3) == 0) column.fallback = column.type == sql::ColumnType::text ? "'7'" : "7";
    return column;
  }

  sql::Table table(const std::string& name) {
    sql::Table table{.name = name};
    if (below(2) == 0) table.columns.push_back(sql::identity("id"));
    for (const char* column_name : {"a", "b", "c"}) {
      if (below(4) != 0) table.columns.push_back(column(column_name));
    }
    if (table.columns.empty()) table.columns.push_back(sql::optional_text("d"));
    std::shuffle(table.columns.begin(), table.columns.end(), random_);
    if (below(3) == 0 && sql::Column(table.columns.front()).identity == false && !has_identity(table)) {
      table.primary_key = {table.columns.front().name};
    }
    const std::string& last = table.columns.back().name;
    if (below(3) == 0) table.uniques.push_back({name + "_key", {last}});
    if (below(3) == 0) table.indexes.push_back({name + "_index", {last}, below(2) == 0, ""});
    if (below(3) == 0) table.indexes.push_back({name + "_partial", {last}, false, last + " IS NOT NULL"});
    return table;
  }

  static bool has_identity(const sql::Table& table) {
    return std::any_of(table.columns.begin(), table.columns.end(), [](const auto& c) { return c.identity; });
  }

  void add_foreign_key(sql::Table& table, const Schema& schema) {
    for (const sql::Table& parent : schema) {
      if (!has_identity(parent)) continue;
      for (const sql::Column& column : table.columns) {
        if (column.type != sql::ColumnType::integer || column.identity) continue;
        table.foreign_keys = {
            {table.name + "_fkey", {column.name}, parent.name, {"id"}, sql::OnDelete::restrict_}};
        return;
      }
    }
  }

  std::mt19937 random_;
};

class AnyTransition : public testing::Live {
 protected:
  void expect_way(const Schema& from, const Schema& to) {
    run({"BEGIN"});
    run(transition(dialect(), from, to));
    run({"COMMIT"});
    const Difference left = difference(schema(), to);
    EXPECT_TRUE(left.empty()) << (left.empty() ? "" : sentences(left).front());
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, AnyTransition, testing::both_dialects(), testing::dialect_name);

TEST_P(AnyTransition, LeadsToItsGoalAndBack) {
  SchemaMaker maker(20261122);
  Schema here;
  for (int round = 0; round < 25; ++round) {
    SCOPED_TRACE(round);
    const Schema there = maker.make();
    expect_way(here, there);
    const std::string arrived = dump();
    expect_way(there, here);
    expect_way(here, there);
    EXPECT_EQ(dump().size(), arrived.size());
    here = there;
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace gatehouse::migrations
