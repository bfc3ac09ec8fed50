#include "platform/transfer/identities.hpp"

#include <algorithm>

#include "platform/sql/ddl.hpp"

namespace gatehouse::transfer {
namespace {

std::int64_t highest_row(sql::Connection& connection, const sql::Table& table, const std::string& column) {
  return connection
      .query("SELECT COALESCE(MAX(" + sql::quoted(column) + "), 0) FROM " + sql::quoted(table.name))
      .front()
      .integer(0);
}

}  // namespace

const sql::Column* identity_of(const sql::Table& table) {
  const auto found = std::ranges::find_if(table.columns, &sql::Column::identity);
  return found == table.columns.end() ? nullptr : &*found;
}

std::int64_t last_given(sql::Connection& connection, const sql::Table& table) {
  const std::string column = identity_of(table)->name;
  const std::int64_t highest = highest_row(connection, table, column);
  if (connection.dialect() == sql::Dialect::sqlite) {
    const sql::Rows known = connection.query("SELECT seq FROM sqlite_sequence WHERE name = $1", {table.name});
    return known.empty() ? highest : std::max(highest, known.front().integer(0));
  }
  const sql::Rows known =
      connection.query("SELECT pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass)",
                       {sql::quoted(table.name), column});
  return std::max(highest, known.front().optional_integer(0).value_or(0));
}

void set_last_given(sql::Connection& connection, const sql::Table& table, std::int64_t last) {
  if (last == 0) return;
  if (connection.dialect() == sql::Dialect::sqlite) {
    connection.execute("DELETE FROM sqlite_sequence WHERE name = $1", {table.name});
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", {table.name, last});
    return;
  }
  connection.query("SELECT setval(pg_get_serial_sequence($1, $2), $3)",
                   {sql::quoted(table.name), identity_of(table)->name, last});
}

}  // namespace gatehouse::transfer
