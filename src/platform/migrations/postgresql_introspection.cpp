#include "platform/migrations/introspection.hpp"

namespace gatehouse::migrations {
namespace {

// Every column of these is cast to BIGINT or TEXT, which is all that a connection reads.

constexpr auto tables_of_schema =
    "SELECT t.oid::bigint, t.relname::text FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace "
    "WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p') AND NOT EXISTS (SELECT 1 FROM pg_depend "
    "e "
    "WHERE e.objid = t.oid AND e.classid = 'pg_class'::regclass AND e.deptype = 'e') ORDER BY t.relname";

constexpr auto columns_of_table =
    "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod)::text, a.attnotnull::int::bigint, "
    "pg_get_expr(d.adbin, d.adrelid)::text, a.attidentity::text, a.attgenerated::text, "
    "CASE WHEN a.attcollation <> y.typcollation THEN a.attcollation::regcollation::text ELSE '' END "
    "FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = "
    "a.attrelid AND d.adnum = a.attnum "
    "WHERE a.attrelid = $1::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

constexpr auto constraints_of_table =
    "SELECT c.conname::text, c.contype::text, a.attname::text, coalesce(p.relname::text, ''), "
    "coalesce(f.attname::text, ''), c.confdeltype::text "
    "FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(mine, theirs, "
    "place) "
    "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.mine "
    "LEFT JOIN pg_class p ON p.oid = c.confrelid "
    "LEFT JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = k.theirs "
    "WHERE c.conrelid = $1::bigint::oid AND c.contype IN ('p', 'u', 'f') ORDER BY c.conname, k.place";

constexpr auto checks_of_table =
    "SELECT conname::text, pg_get_constraintdef(oid)::text FROM pg_constraint "
    "WHERE conrelid = $1::bigint::oid AND contype IN ('c', 'x') ORDER BY conname";

constexpr auto indexes_of_table =
    "SELECT x.relname::text, i.indisunique::int::bigint, coalesce(pg_get_expr(i.indpred, i.indrelid)::text, "
    "''), "
    "pg_get_indexdef(i.indexrelid, k, true)::text || "
    "CASE WHEN (i.indoption[k - 1] & 1) = 1 THEN ' DESC' ELSE '' END, k::bigint "
    "FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid "
    "CROSS JOIN LATERAL generate_series(1, i.indnkeyatts::int) AS k "
    "WHERE i.indrelid = $1::bigint::oid AND NOT EXISTS (SELECT 1 FROM pg_constraint c "
    "WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')) ORDER BY x.relname, k";

sql::ColumnType type_of(const std::string& declared) {
  const bool is_number = declared == "bigint" || declared == "integer" || declared == "smallint";
  return is_number ? sql::ColumnType::integer : sql::ColumnType::text;
}

void read_columns(sql::Connection& connection, std::int64_t id, sql::Table& table) {
  for (const sql::Row& row : connection.query(columns_of_table, {id})) {
    const std::string& type = row.text(1);
    sql::Column column{
        .name = row.text(0),
        .type = type_of(type),
        .nullable = row.integer(2) == 0,
        .fallback = row.optional_text(3),
        .identity = !row.text(4).empty(),
        .foreign = {
            .dialect = sql::Dialect::postgresql, .collation = row.text(6), .by_default = row.text(4) == "d"}};
    if (type != "bigint" && type != "text") column.foreign.type = type;
    if (!row.text(5).empty()) {
      column.foreign.generated = "GENERATED ALWAYS AS (" + *column.fallback + ") STORED";
      column.fallback.reset();
    }
    table.columns.push_back(std::move(column));
  }
}

sql::OnDelete on_delete(const std::string& action) {
  if (action == "c") return sql::OnDelete::cascade;
  return action == "n" ? sql::OnDelete::set_null : sql::OnDelete::restrict_;
}

void read_constraints(sql::Connection& connection, std::int64_t id, sql::Table& table) {
  for (const sql::Row& row : connection.query(constraints_of_table, {id})) {
    const std::string& name = row.text(0);
    const std::string& column = row.text(2);
    if (row.text(1) == "p") {
      table.primary_key.push_back(column);
    } else if (row.text(1) == "u") {
      if (table.uniques.empty() || table.uniques.back().name != name) table.uniques.push_back({name, {}});
      table.uniques.back().columns.push_back(column);
    } else {
      auto& keys = table.foreign_keys;
      if (keys.empty() || keys.back().name != name) {
        keys.push_back({.name = name, .table = row.text(3), .on_delete = on_delete(row.text(5))});
      }
      keys.back().columns.push_back(column);
      keys.back().references.push_back(row.text(4));
    }
  }
}

void read_checks(sql::Connection& connection, std::int64_t id, sql::Table& table) {
  for (const sql::Row& row : connection.query(checks_of_table, {id})) {
    table.checks.push_back({row.text(0), row.text(1), sql::Dialect::postgresql});
  }
}

void read_indexes(sql::Connection& connection, std::int64_t id, sql::Table& table) {
  for (const sql::Row& row : connection.query(indexes_of_table, {id})) {
    if (row.integer(4) == 1) table.indexes.push_back({row.text(0), {}, row.integer(1) != 0, row.text(2)});
    table.indexes.back().columns.push_back(row.text(3));
  }
}

/// An identity is one here only as the whole primary key, which is how it is declared; another is generated.
void settle_identity(sql::Table& table) {
  for (sql::Column& column : table.columns) {
    if (!column.identity || table.primary_key == std::vector<std::string>{column.name}) continue;
    column.identity = false;
    column.foreign.generated =
        std::string("GENERATED ") + (column.foreign.by_default ? "BY DEFAULT" : "ALWAYS") + " AS IDENTITY";
    column.foreign.by_default = false;
  }
}

}  // namespace

Schema read_postgresql_schema(sql::Connection& connection) {
  Schema schema;
  for (const sql::Row& row : connection.query(tables_of_schema)) {
    if (row.text(1) == ledger_table) continue;
    sql::Table table{.name = row.text(1)};
    read_columns(connection, row.integer(0), table);
    read_constraints(connection, row.integer(0), table);
    read_indexes(connection, row.integer(0), table);
    read_checks(connection, row.integer(0), table);
    settle_identity(table);
    schema.push_back(std::move(table));
  }
  return schema;
}

}  // namespace gatehouse::migrations
