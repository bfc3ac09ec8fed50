#include <algorithm>
#include <set>

#include "platform/migrations/transition.hpp"
#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {
namespace {

using sql::quoted;
using Statements = std::vector<std::string>;

constexpr sql::Dialect dialect = sql::Dialect::postgresql;

std::string alter(const std::string& table) { return "ALTER TABLE " + quoted(table); }

std::string drop_constraint(const std::string& table, const std::string& name) {
  return alter(table) + " DROP CONSTRAINT " + quoted(name);
}

std::string add_key(const std::string& table, const sql::ForeignKey& key) {
  return alter(table) + " ADD " + sql::foreign_key_definition(key);
}

const TableChange* change_of(const Difference& difference, const std::string& table) {
  const auto found = std::find_if(difference.changed.begin(), difference.changed.end(),
                                  [&](const TableChange& change) { return change.to.name == table; });
  return found == difference.changed.end() ? nullptr : &*found;
}

bool changes_type_of(const TableChange* change, const std::vector<std::string>& columns) {
  return change != nullptr &&
         std::any_of(change->altered.begin(), change->altered.end(), [&](const auto& pair) {
           const bool is_one = std::find(columns.begin(), columns.end(), pair.second.name) != columns.end();
           return is_one && !sql::have_same_type(pair.first, pair.second);
         });
}

bool changes_keys_of(const TableChange* change) {
  return change != nullptr &&
         (change->key || !change->uniques.removed.empty() || !change->indexes.removed.empty());
}

/// A foreign key that stays, but would stand in the way of what it is made of.
bool is_in_the_way(const Difference& difference, const std::string& table, const sql::ForeignKey& key) {
  const TableChange* parent = change_of(difference, key.table);
  return changes_type_of(change_of(difference, table), key.columns) ||
         changes_type_of(parent, key.references) || changes_keys_of(parent);
}

struct KeyOfTable {
  std::string table;
  sql::ForeignKey key;
};

std::vector<KeyOfTable> keys_in_the_way(const Schema& from, const Schema& to, const Difference& difference) {
  std::vector<KeyOfTable> keys;
  for (const sql::Table& table : to) {
    const sql::Table* old = find_table(from, table.name);
    if (old == nullptr) continue;
    for (const sql::ForeignKey& key : table.foreign_keys) {
      const auto& before = old->foreign_keys;
      const bool stays = std::find(before.begin(), before.end(), key) != before.end();
      if (stays && is_in_the_way(difference, table.name, key)) keys.push_back({table.name, key});
    }
  }
  return keys;
}

void drop_what_goes(const Difference& difference, const std::vector<KeyOfTable>& in_the_way,
                    Statements& statements) {
  for (const auto& [table, key] : in_the_way) statements.push_back(drop_constraint(table, key.name));
  for (const TableChange& change : difference.changed) {
    for (const auto& key : change.foreign_keys.removed)
      statements.push_back(drop_constraint(change.to.name, key.name));
  }
  // In one statement, so that tables that point to each other go together.
  std::vector<std::string> dropped;
  for (const sql::Table& table : difference.dropped) dropped.push_back(table.name);
  if (!dropped.empty()) statements.push_back("DROP TABLE " + sql::quoted_list(dropped));
  for (const TableChange& change : difference.changed) {
    const std::string& table = change.to.name;
    for (const sql::Index& index : change.indexes.removed)
      statements.push_back("DROP INDEX " + quoted(index.name));
    for (const sql::Check& check : change.checks.removed)
      statements.push_back(drop_constraint(table, check.name));
    for (const sql::Unique& unique : change.uniques.removed)
      statements.push_back(drop_constraint(table, unique.name));
    if (change.key && !sql::key_columns(change.from).empty()) {
      statements.push_back(drop_constraint(table, sql::key_name(change.from)));
    }
  }
}

/// Returns the foreign keys that have to wait until all tables are as they shall be.
std::vector<KeyOfTable> create_tables(const Difference& difference, Statements& statements) {
  std::vector<KeyOfTable> waiting;
  std::set<std::string> absent;
  for (const sql::Table& table : difference.created) absent.insert(table.name);
  for (sql::Table table : difference.created) {
    absent.erase(table.name);
    const auto must_wait = [&](const sql::ForeignKey& key) {
      return absent.contains(key.table) || change_of(difference, key.table) != nullptr;
    };
    for (const sql::ForeignKey& key : table.foreign_keys) {
      if (must_wait(key)) waiting.push_back({table.name, key});
    }
    std::erase_if(table.foreign_keys, must_wait);
    statements.push_back(sql::create_table(dialect, table, table.name));
    for (const sql::Index& index : table.indexes) statements.push_back(sql::create_index(table, index));
  }
  return waiting;
}

std::string kind_of_identity(const sql::Column& column) {
  return column.foreign.by_default ? "BY DEFAULT" : "ALWAYS";
}

bool is_identity(const sql::Column& column) {
  return column.identity || column.foreign.generated.ends_with(" AS IDENTITY");
}

void add_column(const TableChange& change, const sql::Column& column, Statements& statements) {
  const std::string add = alter(change.to.name) + " ADD COLUMN ";
  if (column.identity) {
    statements.push_back(add + quoted(column.name) + ' ' + sql::column_type(dialect, column) + " GENERATED " +
                         kind_of_identity(column) + " AS IDENTITY");
    return;
  }
  const std::string definition = sql::plain_definition(dialect, column);
  if (!needs_filling(column)) {
    statements.push_back(add + definition);
    return;
  }
  statements.push_back(add + definition + " DEFAULT " + filling(column));
  statements.push_back(alter(change.to.name) + " ALTER COLUMN " + quoted(column.name) + " DROP DEFAULT");
}

void make_identity(const std::string& table, const sql::Column& to, Statements& statements) {
  const std::string& column = to.name;
  const std::string kind =
      to.identity ? "GENERATED " + kind_of_identity(to) + " AS IDENTITY" : to.foreign.generated;
  statements.push_back(alter(table) + " ALTER COLUMN " + quoted(column) + " ADD " + kind);
  statements.push_back("SELECT setval(pg_get_serial_sequence(" + sql::literal(quoted(table)) + ", " +
                       sql::literal(column) + "), coalesce((SELECT max(" + quoted(column) + ") FROM " +
                       quoted(table) + "), 0) + 1, false)");
}

bool is_time(const sql::Column& column) {
  return column.foreign.type &&
         (column.foreign.type->starts_with("timestamp") || *column.foreign.type == "date");
}

/// The value of a column in another type. Times are counted in milliseconds where they are numbers. Towards
/// a type of limited length nothing is cast, since a cast would cut the value without a word.
std::string conversion(const sql::Column& from, const sql::Column& to) {
  const std::string name = quoted(to.name);
  const std::string type = to.foreign.type.value_or(std::string(sql::type_name(dialect, to.type)));
  const auto is_number = [](const sql::Column& c) { return c.type == sql::ColumnType::integer; };
  const auto is_truth = [](const sql::Column& c) { return c.foreign.type == "boolean"; };
  if (type.starts_with("character")) return "";
  if (is_time(from) && is_number(to)) return "floor(extract(epoch FROM " + name + ") * 1000)::" + type;
  if (is_number(from) && is_time(to)) return "to_timestamp(" + name + " / 1000.0)::" + type;
  if (is_truth(from) && is_number(to)) return name + "::integer::" + type;
  if (is_number(from) && is_truth(to)) return name + " <> 0";
  return name + "::" + type;
}

void retype(const std::string& column, const sql::Column& from, const sql::Column& to,
            Statements& statements) {
  const std::string value = conversion(from, to);
  statements.push_back(column + " TYPE " + sql::column_type(dialect, to) +
                       (value.empty() ? "" : " USING " + value));
}

/// What is generated from other columns cannot be made so afterwards: the column is made anew.
bool generate(const std::string& table, const sql::Column& from, const sql::Column& to,
              Statements& statements) {
  const std::string& now = to.foreign.generated;
  if (now.empty() || now == from.foreign.generated || is_identity(to)) return false;
  statements.push_back(alter(table) + " DROP COLUMN " + quoted(to.name));
  statements.push_back(alter(table) + " ADD COLUMN " + sql::plain_definition(dialect, to));
  return true;
}

void drop_generation(const std::string& column, const sql::Column& from, const sql::Column& to,
                     Statements& statements) {
  if (is_identity(from) && !is_identity(to)) statements.push_back(column + " DROP IDENTITY");
  const bool was_expression = !from.foreign.generated.empty() && !is_identity(from);
  if (was_expression && to.foreign.generated.empty()) statements.push_back(column + " DROP EXPRESSION");
}

void settle_identity(const std::string& table, const sql::Column& from, const sql::Column& to,
                     Statements& statements) {
  if (!is_identity(to)) return;
  if (!is_identity(from)) return make_identity(table, to, statements);
  const auto is_by_default = [](const sql::Column& c) {
    return c.foreign.by_default || c.foreign.generated.find(" BY DEFAULT ") != std::string::npos;
  };
  if (is_by_default(from) == is_by_default(to)) return;
  statements.push_back(alter(table) + " ALTER COLUMN " + quoted(to.name) + " SET GENERATED " +
                       (is_by_default(to) ? "BY DEFAULT" : "ALWAYS"));
}

void alter_column(const std::string& table, const sql::Column& from, const sql::Column& to,
                  Statements& statements) {
  const std::string name = quoted(to.name);
  const std::string column = alter(table) + " ALTER COLUMN " + name;
  const bool retyped = !sql::have_same_type(from, to);
  const bool new_fallback = from.fallback != to.fallback || retyped;
  if (generate(table, from, to, statements)) return;
  drop_generation(column, from, to, statements);
  if (from.fallback && new_fallback) statements.push_back(column + " DROP DEFAULT");
  if (retyped) retype(column, from, to, statements);
  if (from.nullable && !to.nullable) {
    statements.push_back("UPDATE " + quoted(table) + " SET " + name + " = " + filling(to) + " WHERE " + name +
                         " IS NULL");
    statements.push_back(column + " SET NOT NULL");
  }
  if (!from.nullable && to.nullable) statements.push_back(column + " DROP NOT NULL");
  if (to.fallback && new_fallback)
    statements.push_back(column + " SET DEFAULT " + sql::fallback_definition(dialect, to));
  settle_identity(table, from, to, statements);
}

void change_columns(const TableChange& change, Statements& statements) {
  for (const sql::Column& column : change.columns.added) add_column(change, column, statements);
  for (const sql::Column& column : change.columns.removed) {
    statements.push_back(alter(change.to.name) + " DROP COLUMN " + quoted(column.name));
  }
  for (const auto& [from, to] : change.altered) alter_column(change.to.name, from, to, statements);
}

void add_constraints(const TableChange& change, Statements& statements) {
  const std::string add = alter(change.to.name) + " ADD ";
  if (change.key && !sql::key_columns(change.to).empty())
    statements.push_back(add + sql::key_definition(change.to));
  for (const sql::Unique& unique : change.uniques.added)
    statements.push_back(add + sql::unique_definition(unique));
  for (const sql::Check& check : change.checks.added)
    statements.push_back(add + sql::check_definition(check));
  for (const sql::Index& index : change.indexes.added)
    statements.push_back(sql::create_index(change.to, index));
}

}  // namespace

std::vector<std::string> postgresql_transition(const Schema& from, const Schema& to,
                                               const Difference& difference) {
  Statements statements;
  const std::vector<KeyOfTable> in_the_way = keys_in_the_way(from, to, difference);
  drop_what_goes(difference, in_the_way, statements);
  const std::vector<KeyOfTable> waiting = create_tables(difference, statements);
  for (const TableChange& change : difference.changed) change_columns(change, statements);
  for (const TableChange& change : difference.changed) add_constraints(change, statements);
  for (const auto& [table, key] : waiting) statements.push_back(add_key(table, key));
  for (const TableChange& change : difference.changed) {
    for (const auto& key : change.foreign_keys.added) statements.push_back(add_key(change.to.name, key));
  }
  for (const auto& [table, key] : in_the_way) statements.push_back(add_key(table, key));
  return statements;
}

}  // namespace gatehouse::migrations
