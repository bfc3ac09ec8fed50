#include "platform/migrations/transition.hpp"

namespace gatehouse::migrations {

std::vector<std::string> transition(sql::Dialect dialect, const Schema& from, const Schema& to) {
  const Difference change = difference(from, to);
  return dialect == sql::Dialect::sqlite ? sqlite_transition(change)
                                         : postgresql_transition(from, to, change);
}

bool needs_filling(const sql::Column& column) {
  return !column.nullable && !column.fallback && !column.identity;
}

std::string filling(const sql::Column& column) {
  if (column.fallback) return *column.fallback;
  return column.type == sql::ColumnType::text ? "''" : "0";
}

}  // namespace gatehouse::migrations
