#include "platform/migrations/difference.hpp"

#include <algorithm>

#include "platform/sql/ddl.hpp"

namespace gatehouse::migrations {
namespace {

template <class Thing>
Exchange<Thing> exchange(const std::vector<Thing>& from, const std::vector<Thing>& to) {
  const auto missing_from = [](const std::vector<Thing>& all) {
    return [&all](const Thing& thing) { return std::find(all.begin(), all.end(), thing) == all.end(); };
  };
  Exchange<Thing> result;
  std::copy_if(from.begin(), from.end(), std::back_inserter(result.removed), missing_from(to));
  std::copy_if(to.begin(), to.end(), std::back_inserter(result.added), missing_from(from));
  return result;
}

void compare_columns(TableChange& change) {
  for (const sql::Column& column : change.from.columns) {
    const sql::Column* same = sql::find_column(change.to, column.name);
    if (same == nullptr) {
      change.columns.removed.push_back(column);
    } else if (*same != column) {
      change.altered.emplace_back(column, *same);
    }
  }
  for (const sql::Column& column : change.to.columns) {
    if (sql::find_column(change.from, column.name) == nullptr) change.columns.added.push_back(column);
  }
}

TableChange compare(const sql::Table& from, const sql::Table& to) {
  TableChange change{.from = from, .to = to};
  compare_columns(change);
  change.key = sql::key_columns(from) != sql::key_columns(to);
  change.uniques = exchange(from.uniques, to.uniques);
  change.indexes = exchange(from.indexes, to.indexes);
  change.foreign_keys = exchange(from.foreign_keys, to.foreign_keys);
  change.checks = exchange(from.checks, to.checks);
  change.options = from.sqlite_options != to.sqlite_options;
  return change;
}

}  // namespace

Difference difference(const Schema& from, const Schema& to) {
  Difference result;
  for (const sql::Table& table : sql::in_order_of_reference(to)) {
    if (find_table(from, table.name) == nullptr) result.created.push_back(table);
  }
  for (const sql::Table& table : sql::in_order_of_reference(from)) {
    const sql::Table* same = find_table(to, table.name);
    if (same == nullptr) {
      result.dropped.push_back(table);
    } else if (TableChange change = compare(table, *same); !change.empty()) {
      result.changed.push_back(std::move(change));
    }
  }
  std::reverse(result.dropped.begin(), result.dropped.end());
  return result;
}

}  // namespace gatehouse::migrations
