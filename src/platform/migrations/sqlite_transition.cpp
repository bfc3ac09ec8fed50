#include <algorithm>

#include "platform/migrations/transition.hpp"
#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {
namespace {

using sql::quoted;
using Statements = std::vector<std::string>;

/// `ALTER TABLE … ADD COLUMN` takes a default only where it is a constant.
bool is_constant(const std::string& fallback) {
  const char first = fallback.front();
  return first == '\'' || first == '-' || (first >= '0' && first <= '9');
}

bool can_be_added_in_place(const sql::Column& column) {
  return !column.identity && column.foreign.generated.empty() && !needs_filling(column) &&
         (!column.fallback || is_constant(*column.fallback));
}

bool needs_rebuild(const TableChange& change) {
  return !change.altered.empty() || change.key || !change.uniques.empty() || !change.foreign_keys.empty() ||
         !change.checks.empty() || change.options ||
         !std::all_of(change.columns.added.begin(), change.columns.added.end(), can_be_added_in_place);
}

/// What a column of the new table is filled with from a row of the old one; empty: left to its default.
std::string source_of(const sql::Table& from, const sql::Column& column) {
  if (!column.foreign.generated.empty()) return "";
  const sql::Column* old = sql::find_column(from, column.name);
  if (old == nullptr) return needs_filling(column) ? filling(column) : "";
  std::string value = quoted(column.name);
  // The other way round needs no cast: a STRICT table converts what is a number, and refuses what is not.
  const bool becomes_text = column.type == sql::ColumnType::text && !column.foreign.type;
  if (becomes_text && (old->type != column.type || old->foreign.type)) value = "CAST(" + value + " AS TEXT)";
  if (old->nullable && !column.nullable) value = "coalesce(" + value + ", " + filling(column) + ")";
  return value;
}

std::string copy_rows(const TableChange& change, const std::string& name) {
  std::vector<std::string> columns;
  std::string values;
  for (const sql::Column& column : change.to.columns) {
    const std::string source = source_of(change.from, column);
    if (source.empty()) continue;
    columns.push_back(column.name);
    values += (values.empty() ? "" : ", ") + source;
  }
  if (columns.empty()) return {};
  return "INSERT INTO " + quoted(name) + " (" + sql::quoted_list(columns) + ") SELECT " + values + " FROM " +
         quoted(change.from.name);
}

bool has_identity(const sql::Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const sql::Column& c) { return c.identity; });
}

/// Where AUTOINCREMENT stands, so that an id of a deleted row is not given again.
void keep_sequence(const TableChange& change, const std::string& name, Statements& statements) {
  if (!has_identity(change.from) || !has_identity(change.to)) return;
  statements.push_back("DELETE FROM sqlite_sequence WHERE name = " + sql::literal(name));
  statements.push_back("INSERT INTO sqlite_sequence (name, seq) SELECT " + sql::literal(name) +
                       ", seq FROM sqlite_sequence WHERE name = " + sql::literal(change.from.name));
}

void rebuild(const TableChange& change, Statements& statements) {
  const std::string name = "new_" + change.to.name;
  statements.push_back(sql::create_table(sql::Dialect::sqlite, change.to, name));
  if (std::string copy = copy_rows(change, name); !copy.empty()) statements.push_back(std::move(copy));
  keep_sequence(change, name, statements);
  statements.push_back("DROP TABLE " + quoted(change.from.name));
  statements.push_back("ALTER TABLE " + quoted(name) + " RENAME TO " + quoted(change.to.name));
}

void alter(const TableChange& change, Statements& statements) {
  const std::string table = "ALTER TABLE " + quoted(change.to.name);
  for (const sql::Column& column : change.columns.added) {
    statements.push_back(table + " ADD COLUMN " + sql::plain_definition(sql::Dialect::sqlite, column));
  }
  for (const sql::Column& column : change.columns.removed) {
    statements.push_back(table + " DROP COLUMN " + quoted(column.name));
  }
}

void create_indexes(const sql::Table& table, const std::vector<sql::Index>& indexes, Statements& statements) {
  for (const sql::Index& index : indexes) statements.push_back(sql::create_index(table, index));
}

}  // namespace

std::vector<std::string> sqlite_transition(const Difference& difference) {
  Statements statements;
  for (const TableChange& change : difference.changed) {
    for (const sql::Index& index : change.indexes.removed)
      statements.push_back("DROP INDEX " + quoted(index.name));
  }
  for (const sql::Table& table : difference.dropped) statements.push_back("DROP TABLE " + quoted(table.name));
  for (const sql::Table& table : difference.created) {
    statements.push_back(sql::create_table(sql::Dialect::sqlite, table, table.name));
  }
  for (const TableChange& change : difference.changed) {
    needs_rebuild(change) ? rebuild(change, statements) : alter(change, statements);
  }
  for (const sql::Table& table : difference.created) create_indexes(table, table.indexes, statements);
  for (const TableChange& change : difference.changed) {
    create_indexes(change.to, needs_rebuild(change) ? change.to.indexes : change.indexes.added, statements);
  }
  return statements;
}

}  // namespace gatehouse::migrations
