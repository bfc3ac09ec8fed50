#include "platform/sql/ddl.hpp"

#include <algorithm>
#include <set>

namespace gatehouse::sql {
namespace {

bool is_plain_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_part);
}

/// What an index is over is mostly a column; `lower(email)` or `created_at DESC` stands as it is written.
std::string index_columns(const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    if (!list.empty()) list += ", ";
    list += is_plain_name(column) ? quoted(column) : column;
  }
  return list;
}

std::string_view on_delete(OnDelete action) {
  switch (action) {
    case OnDelete::restrict_:
      return "RESTRICT";
    case OnDelete::cascade:
      return "CASCADE";
    case OnDelete::set_null:
      return "SET NULL";
  }
  return "RESTRICT";
}

/// The sequence behind such a default goes with its column, and `serial` makes both.
std::optional<std::string> serial_type(Dialect dialect, const Column& column) {
  if (dialect != Dialect::postgresql || !column.foreign.fallback.starts_with("nextval(")) return std::nullopt;
  const std::string type = column.foreign.type.value_or("bigint");
  if (type == "bigint") return "bigserial";
  return type == "smallint" ? "smallserial" : "serial";
}

const Table* find_table(const std::vector<Table>& tables, std::string_view name) {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

void visit(const std::vector<Table>& tables, const Table& table, std::set<std::string>& seen,
           std::vector<Table>& ordered) {
  if (!seen.insert(table.name).second) return;
  for (const ForeignKey& key : table.foreign_keys) {
    if (const Table* parent = find_table(tables, key.table)) visit(tables, *parent, seen, ordered);
  }
  ordered.push_back(table);
}

}  // namespace

std::string quoted(std::string_view identifier) {
  std::string text = "\"";
  for (const char c : identifier) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + '"';
}

std::string quoted_list(const std::vector<std::string>& identifiers) {
  std::string list;
  for (const std::string& identifier : identifiers) {
    if (!list.empty()) list += ", ";
    list += quoted(identifier);
  }
  return list;
}

std::string literal(std::string_view text) {
  std::string quote = "'";
  for (const char c : text) quote += c == '\'' ? "''" : std::string(1, c);
  return quote + '\'';
}

std::string_view type_name(Dialect dialect, ColumnType type) {
  if (type == ColumnType::text) return "TEXT";
  return dialect == Dialect::sqlite ? "INTEGER" : "BIGINT";
}

std::string column_type(Dialect dialect, const Column& column) {
  const std::string type = column.foreign.type.value_or(std::string(type_name(dialect, column.type)));
  return column.foreign.collation.empty() ? type : type + " COLLATE " + column.foreign.collation;
}

bool have_same_type(const Column& a, const Column& b) {
  return a.type == b.type && a.foreign.type == b.foreign.type && a.foreign.collation == b.foreign.collation;
}

bool is_literal(std::string_view expression) {
  if (expression.size() > 1 && expression.front() == '\'') {
    std::size_t close = 1;
    while ((close = expression.find('\'', close)) + 1 < expression.size() && expression[close + 1] == '\'')
      close += 2;
    return close + 1 == expression.size();
  }
  if (expression.starts_with('-')) expression.remove_prefix(1);
  const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  return !expression.empty() && std::all_of(expression.begin(), expression.end(), is_part);
}

std::string fallback_definition(Dialect dialect, const Column& column) {
  const bool is_own = !column.foreign.fallback.empty() && column.foreign.dialect == dialect;
  const std::string text = is_own ? column.foreign.fallback : *column.fallback;
  return is_literal(text) ? text : "(" + text + ")";
}

std::vector<std::string> key_columns(const Table& table) {
  for (const Column& column : table.columns) {
    if (column.identity) return {column.name};
  }
  return table.primary_key;
}

std::string key_name(const Table& table) { return table.name + "_pkey"; }

const Column* find_column(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return found == table.columns.end() ? nullptr : &*found;
}

std::string plain_definition(Dialect dialect, const Column& column) {
  if (const auto serial = serial_type(dialect, column)) return quoted(column.name) + ' ' + *serial;
  std::string text = quoted(column.name) + ' ' + column_type(dialect, column);
  if (!column.nullable) text += " NOT NULL";
  if (!column.foreign.generated.empty()) text += ' ' + column.foreign.generated;
  if (column.fallback) text += " DEFAULT " + fallback_definition(dialect, column);
  return text;
}

std::string column_definition(Dialect dialect, const Table& table, const Column& column) {
  if (!column.identity) return plain_definition(dialect, column);
  const std::string key = " CONSTRAINT " + quoted(key_name(table)) + " PRIMARY KEY";
  if (dialect == Dialect::sqlite) return quoted(column.name) + " INTEGER" + key + " AUTOINCREMENT";
  return quoted(column.name) + ' ' + column_type(dialect, column) +
         (column.foreign.by_default ? " GENERATED BY DEFAULT" : " GENERATED ALWAYS") + " AS IDENTITY" + key;
}

std::string key_definition(const Table& table) {
  return "CONSTRAINT " + quoted(key_name(table)) + " PRIMARY KEY (" + quoted_list(key_columns(table)) + ")";
}

std::string unique_definition(const Unique& unique) {
  return "CONSTRAINT " + quoted(unique.name) + " UNIQUE (" + quoted_list(unique.columns) + ")";
}

std::string check_definition(const Check& check) {
  return check.name.empty() ? check.definition : "CONSTRAINT " + quoted(check.name) + ' ' + check.definition;
}

std::string foreign_key_definition(const ForeignKey& key) {
  return "CONSTRAINT " + quoted(key.name) + " FOREIGN KEY (" + quoted_list(key.columns) + ") REFERENCES " +
         quoted(key.table) + " (" + quoted_list(key.references) + ") ON DELETE " +
         std::string(on_delete(key.on_delete));
}

std::string create_table(Dialect dialect, const Table& table, std::string_view name) {
  std::vector<std::string> parts;
  bool has_identity = false;
  for (const Column& column : table.columns) {
    parts.push_back(column_definition(dialect, table, column));
    has_identity = has_identity || column.identity;
  }
  if (!has_identity && !table.primary_key.empty()) parts.push_back(key_definition(table));
  for (const Unique& unique : table.uniques) parts.push_back(unique_definition(unique));
  for (const ForeignKey& key : table.foreign_keys) parts.push_back(foreign_key_definition(key));
  for (const Check& check : table.checks) parts.push_back(check_definition(check));

  std::string text = "CREATE TABLE " + quoted(name) + " (";
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "\n  " : ",\n  ") + parts[i];
  if (dialect == Dialect::postgresql) return text + "\n)";
  const std::string options = table.sqlite_options.value_or("STRICT");
  return text + (options.empty() ? "\n)" : "\n) " + options);
}

std::string create_index(const Table& table, const Index& index) {
  std::string text = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  text += quoted(index.name) + " ON " + quoted(table.name) + " (" + index_columns(index.columns) + ")";
  return index.where.empty() ? text : text + " WHERE " + index.where;
}

std::vector<Table> in_order_of_reference(const std::vector<Table>& tables) {
  std::vector<Table> ordered;
  std::set<std::string> seen;
  for (const Table& table : tables) visit(tables, table, seen, ordered);
  return ordered;
}

}  // namespace gatehouse::sql
