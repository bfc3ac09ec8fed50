#include "platform/transfer/pages.hpp"

#include "platform/sql/ddl.hpp"

namespace gatehouse::transfer {
namespace {

constexpr int rows_in_a_page = 2000;

std::string columns_of(const sql::Table& table) {
  std::vector<std::string> names;
  for (const sql::Column& column : table.columns) names.push_back(column.name);
  return sql::quoted_list(names);
}

std::vector<std::size_t> places_of_key(const sql::Table& table) {
  std::vector<std::size_t> places;
  for (const std::string& name : sql::key_columns(table)) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].name == name) places.push_back(i);
    }
  }
  return places;
}

std::string parameters(std::size_t count) {
  std::string list;
  for (std::size_t i = 1; i <= count; ++i) list += (i == 1 ? "$" : ", $") + std::to_string(i);
  return list;
}

}  // namespace

Pages::Pages(sql::Connection& connection, const sql::Table& table)
    : connection_(connection), key_(places_of_key(table)) {
  const std::string key = sql::quoted_list(sql::key_columns(table));
  const std::string from = "SELECT " + columns_of(table) + " FROM " + sql::quoted(table.name);
  const std::string order = " ORDER BY " + key + " LIMIT " + std::to_string(rows_in_a_page);
  first_ = from + order;
  following_ = from + " WHERE (" + key + ") > (" + parameters(key_.size()) + ")" + order;
}

sql::Rows Pages::next() {
  sql::Rows rows =
      last_ ? connection_.query(following_, std::span<const sql::Value>(*last_)) : connection_.query(first_);
  if (rows.empty()) return rows;
  last_.emplace();
  for (const std::size_t place : key_) last_->push_back(rows.back().columns()[place]);
  return rows;
}

}  // namespace gatehouse::transfer
