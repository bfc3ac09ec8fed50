#include "platform/migrations/sentences.hpp"

#include "platform/migrations/tokens.hpp"
#include "platform/migrations/transition.hpp"
#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {
namespace {

constexpr auto declared_only = " is declared, and the database does not have it.";
constexpr auto database_only = " is in the database, and no table declares it.";

std::string joined(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return "(" + list + ")";
}

/// A declared column that stands beside one of a foreign type is named in that one's dialect.
sql::Dialect dialect_of(const sql::Column& column) {
  return column.foreign.type ? column.foreign.dialect : sql::Dialect::postgresql;
}

std::string type_in_words(const sql::Column& column, sql::Dialect dialect) {
  const std::string type = sql::column_type(dialect, column);
  if (type.empty()) return "without a type";
  return type.find('"') == type.npos ? upper_case(type) : type;
}

std::string kind(const sql::Column& column, sql::Dialect dialect) {
  const std::string type = type_in_words(column, dialect);
  if (column.identity) {
    return std::string("an identity") + (column.foreign.by_default ? " BY DEFAULT" : "") +
           (column.foreign.type ? " of type " + type : "");
  }
  std::string text = type;
  if (!column.nullable) text += " NOT NULL";
  if (!column.foreign.generated.empty()) text += ' ' + column.foreign.generated;
  return column.fallback ? text + " DEFAULT " + *column.fallback : text;
}

std::string words(const sql::Column& column) {
  return "Column " + column.name + " " + kind(column, dialect_of(column));
}

std::string words(const sql::Check& check) {
  return "The constraint " + (check.name.empty() ? "" : check.name + " ") + check.definition;
}

std::string options_in_words(const std::optional<std::string>& options) {
  if (!options) return "STRICT";
  return options->empty() ? "not STRICT" : *options;
}

std::string words(const sql::Unique& unique) {
  return "The unique constraint " + unique.name + " " + joined(unique.columns);
}

std::string words(const sql::Index& index) {
  const std::string where = index.where.empty() ? "" : " where " + index.where;
  return (index.unique ? "The unique index " : "The index ") + index.name + " " + joined(index.columns) +
         where;
}

std::string words(const sql::ForeignKey& key) {
  static constexpr const char* actions[] = {"restrict", "cascade", "set null"};
  return "The foreign key " + key.name + " " + joined(key.columns) + " to " + key.table + " " +
         joined(key.references) + ", on delete " + actions[static_cast<int>(key.on_delete)] + ",";
}

template <class Thing>
void tell(const std::string& table, const Exchange<Thing>& exchange, std::vector<std::string>& told) {
  for (const Thing& thing : exchange.removed)
    told.push_back(words(thing) + " of table " + table + database_only);
  for (const Thing& thing : exchange.added)
    told.push_back(words(thing) + " of table " + table + declared_only);
}

void tell(const TableChange& change, std::vector<std::string>& told) {
  const std::string& table = change.to.name;
  tell(table, change.columns, told);
  for (const auto& [from, to] : change.altered) {
    told.push_back("Column " + to.name + " of table " + table + " is " + kind(from, dialect_of(from)) +
                   " in the database, and declared as " + kind(to, dialect_of(from)) + ".");
  }
  if (change.key) {
    told.push_back("The primary key of table " + table + " is " + joined(sql::key_columns(change.from)) +
                   " in the database, and declared as " + joined(sql::key_columns(change.to)) + ".");
  }
  tell(table, change.uniques, told);
  tell(table, change.indexes, told);
  tell(table, change.foreign_keys, told);
  tell(table, change.checks, told);
  if (change.options) {
    told.push_back("Table " + table + " is " + options_in_words(change.from.sqlite_options) +
                   " in the database, and declared as " + options_in_words(change.to.sqlite_options) + ".");
  }
}

void caution(const TableChange& change, std::vector<std::string>& all) {
  const std::string of_table = " of table " + change.to.name;
  for (const sql::Column& column : change.columns.removed) {
    all.push_back("Column " + column.name + of_table +
                  " is dropped with its values (a renamed column looks so, too).");
  }
  for (const sql::Column& column : change.columns.added) {
    if (!needs_filling(column)) continue;
    all.push_back("Rows that exist get " + filling(column) + " in the new column " + column.name + of_table +
                  ".");
  }
  for (const auto& [from, to] : change.altered) {
    if (!sql::have_same_type(from, to)) {
      const sql::Dialect dialect = dialect_of(from);
      all.push_back("The values of column " + to.name + of_table + " are turned from " +
                    type_in_words(from, dialect) + " into " + type_in_words(to, dialect) +
                    "; a value that cannot be turned stops the revision.");
    }
    if (!from.nullable || to.nullable) continue;
    all.push_back("Where column " + to.name + of_table + " is null, it becomes " + filling(to) + ".");
  }
}

}  // namespace

std::vector<std::string> sentences(const Difference& difference) {
  std::vector<std::string> told;
  for (const sql::Table& table : difference.created) told.push_back("Table " + table.name + declared_only);
  for (const sql::Table& table : difference.dropped) told.push_back("Table " + table.name + database_only);
  for (const TableChange& change : difference.changed) tell(change, told);
  return told;
}

std::vector<std::string> cautions(const Difference& difference) {
  std::vector<std::string> all;
  for (const sql::Table& table : difference.dropped) {
    all.push_back("Table " + table.name + " is dropped with its rows (a renamed table looks so, too).");
  }
  for (const TableChange& change : difference.changed) caution(change, all);
  return all;
}

}  // namespace gatehouse::migrations
