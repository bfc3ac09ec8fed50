#include "platform/migrations/transition.hpp"

#include <string_view>
#include <utility>

#include "platform/migrations/tokens.hpp"
#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {

std::vector<std::string> transition(sql::Dialect dialect, const Schema& from, const Schema& to) {
  const Difference change = difference(from, to);
  return dialect == sql::Dialect::sqlite ? sqlite_transition(change)
                                         : postgresql_transition(from, to, change);
}

namespace {

std::string foreign_filling(const std::string& type) {
  static constexpr std::pair<std::string_view, std::string_view> fillings[] = {
      {"[]", "'{}'"},      {"int", "0"},      {"numeric", "0"},
      {"decimal", "0"},    {"real", "0"},     {"double", "0"},
      {"float", "0"},      {"bool", "false"}, {"time", "'epoch'"},
      {"date", "'epoch'"}, {"json", "'{}'"},  {"uuid", "'00000000-0000-0000-0000-000000000000'"}};
  const std::string name = lower_case(type);
  if (name.starts_with("interval")) return "'0'";
  if (name.starts_with("time without") || name.starts_with("time with ")) return "'00:00'";
  for (const auto& [part, value] : fillings) {
    if (name.find(part) != name.npos) return std::string(value);
  }
  return "''";
}

}  // namespace

bool needs_filling(const sql::Column& column) {
  return !column.nullable && !column.fallback && !column.identity && column.foreign.generated.empty();
}

std::string filling(const sql::Column& column) {
  if (column.fallback) return sql::fallback_definition(column.foreign.dialect, column);
  if (column.foreign.type) return foreign_filling(*column.foreign.type);
  return column.type == sql::ColumnType::text ? "''" : "0";
}

}  // namespace gatehouse::migrations
