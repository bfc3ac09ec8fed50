#include <algorithm>

#include "platform/migrations/created_table.hpp"
#include "platform/migrations/introspection.hpp"
#include "platform/migrations/tokens.hpp"

namespace gatehouse::migrations {
namespace {

using Kind = NamedConstraint::Kind;

sql::ColumnType type_of(const std::string& declared) {
  return upper_case(declared).find("INT") != std::string::npos ? sql::ColumnType::integer
                                                               : sql::ColumnType::text;
}

/// The name of the constraint over these columns. One without a name gets the name that PostgreSQL would give
/// it.
std::string take_name(CreatedTable& created, Kind kind, const sql::Table& table,
                      const std::vector<std::string>& columns) {
  const auto found = std::find_if(created.constraints.begin(), created.constraints.end(),
                                  [&](const NamedConstraint& constraint) {
                                    return constraint.kind == kind && constraint.columns == columns;
                                  });
  std::string name;
  if (found != created.constraints.end()) {
    name = found->name;
    created.constraints.erase(found);
  }
  if (!name.empty()) return name;
  name = table.name;
  for (const std::string& column : columns) name += "_" + column;
  return name + (kind == Kind::unique ? "_key" : "_fkey");
}

/// SQLite says of a generated column that it is so, as a part of its type.
std::string without_generated(const std::string& type) {
  const std::size_t end = upper_case(type).find(" GENERATED ALWAYS");
  return type.substr(0, end);
}

sql::Foreign foreign(const std::string& type, const std::string& name, const CreatedTable& created) {
  sql::Foreign foreign{.dialect = sql::Dialect::sqlite};
  if (upper_case(type) != "INTEGER" && upper_case(type) != "TEXT") foreign.type = type;
  for (const CreatedColumn& column : created.columns) {
    if (upper_case(column.name) != upper_case(name)) continue;
    if (upper_case(column.collation) != "BINARY") foreign.collation = column.collation;
    foreign.generated = column.generated;
  }
  return foreign;
}

void read_columns(sql::Connection& connection, const CreatedTable& created, sql::Table& table) {
  std::vector<std::pair<std::int64_t, std::string>> key;
  for (
      const sql::Row& row : connection.query(
          R"(SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo($1) WHERE hidden <> 1 ORDER BY cid)",
          {table.name})) {
    const std::int64_t place_in_key = row.integer(4);
    const std::string type = without_generated(row.text(1));
    table.columns.push_back({.name = row.text(0),
                             .type = type_of(type),
                             .nullable = row.integer(2) == 0,
                             .fallback = row.optional_text(3),
                             .identity = created.autoincrement && place_in_key > 0,
                             .foreign = foreign(type, row.text(0), created)});
    if (place_in_key > 0) key.emplace_back(place_in_key, row.text(0));
  }
  std::sort(key.begin(), key.end());
  for (const auto& [place, name] : key) table.primary_key.push_back(name);
}

void read_index(sql::Connection& connection, const sql::Row& row, CreatedTable& created, sql::Table& table) {
  const std::string& name = row.text(0);
  if (row.text(2) == "c") {
    CreatedIndex index = read_create_index(row.text(3));
    table.indexes.push_back({name, std::move(index.columns), row.integer(1) != 0, std::move(index.where)});
  } else if (row.text(2) == "u") {
    sql::Unique unique;
    for (const sql::Row& column :
         connection.query("SELECT name FROM pragma_index_info($1) ORDER BY seqno", {name})) {
      unique.columns.push_back(column.text(0));
    }
    unique.name = take_name(created, Kind::unique, table, unique.columns);
    table.uniques.push_back(std::move(unique));
  }
}

sql::OnDelete on_delete(const std::string& action) {
  if (action == "CASCADE") return sql::OnDelete::cascade;
  return action == "SET NULL" ? sql::OnDelete::set_null : sql::OnDelete::restrict_;
}

void read_foreign_keys(sql::Connection& connection, CreatedTable& created, sql::Table& table) {
  const sql::Rows rows = connection.query(
      R"(SELECT id, seq, "table", "from", "to", on_delete FROM pragma_foreign_key_list($1) ORDER BY id DESC, seq)",
      {table.name});
  for (const sql::Row& row : rows) {
    if (row.integer(1) == 0) {
      table.foreign_keys.push_back({.table = row.text(2), .on_delete = on_delete(row.text(5))});
    }
    table.foreign_keys.back().columns.push_back(row.text(3));
    if (const auto parent = row.optional_text(4)) table.foreign_keys.back().references.push_back(*parent);
  }
  for (sql::ForeignKey& key : table.foreign_keys) {
    key.name = take_name(created, Kind::foreign_key, table, key.columns);
  }
}

sql::Table read_table(sql::Connection& connection, const std::string& name, const std::string& statement) {
  sql::Table table{.name = name};
  CreatedTable created = read_create_table(statement);
  read_columns(connection, created, table);
  if (upper_case(created.options) != "STRICT") table.sqlite_options = created.options;
  for (const sql::Row& row : connection.query("SELECT l.name, l.\"unique\", l.origin, coalesce(m.sql, '') "
                                              "FROM pragma_index_list($1) l LEFT JOIN sqlite_master m "
                                              "ON m.type = 'index' AND m.name = l.name ORDER BY l.name",
                                              {name})) {
    read_index(connection, row, created, table);
  }
  read_foreign_keys(connection, created, table);
  for (const NamedConstraint& constraint : created.constraints) {
    if (constraint.kind == Kind::check)
      table.checks.push_back({constraint.name, constraint.definition, sql::Dialect::sqlite});
  }
  return table;
}

/// `REFERENCES parent` without columns points to the parent's primary key.
void complete_references(Schema& schema) {
  for (sql::Table& table : schema) {
    for (sql::ForeignKey& key : table.foreign_keys) {
      const sql::Table* parent = find_table(schema, key.table);
      if (key.references.empty() && parent != nullptr) key.references = parent->primary_key;
    }
  }
}

}  // namespace

Schema read_sqlite_schema(sql::Connection& connection) {
  Schema schema;
  const sql::Rows tables = connection.query(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
      "ORDER BY name");
  for (const sql::Row& row : tables) {
    if (row.text(0) != ledger_table) schema.push_back(read_table(connection, row.text(0), row.text(1)));
  }
  complete_references(schema);
  return schema;
}

}  // namespace gatehouse::migrations
