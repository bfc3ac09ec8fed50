#include "platform/transfer/copy.hpp"

#include <algorithm>

#include "platform/sql/ddl.hpp"
#include "platform/transfer/identities.hpp"
#include "platform/transfer/pages.hpp"

namespace gatehouse::transfer {
namespace {

constexpr std::size_t rows_in_a_statement = 200;
constexpr std::int64_t rows_between_news = 100'000;

/// `INSERT` of so many rows. PostgreSQL gives identities by itself unless told otherwise.
std::string insert_of(sql::Dialect dialect, const sql::Table& table, std::size_t rows) {
  std::vector<std::string> names;
  for (const sql::Column& column : table.columns) names.push_back(column.name);
  std::string text = "INSERT INTO " + sql::quoted(table.name) + " (" + sql::quoted_list(names) + ")";
  if (dialect == sql::Dialect::postgresql && identity_of(table) != nullptr)
    text += " OVERRIDING SYSTEM VALUE";
  text += " VALUES ";
  std::size_t parameter = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    text += row == 0 ? "(" : ", (";
    for (std::size_t column = 0; column < names.size(); ++column) {
      text += (column == 0 ? "$" : ", $") + std::to_string(++parameter);
    }
    text += ')';
  }
  return text;
}

/// Gathers rows, since one statement for many costs a fraction of as many statements.
class Writer {
 public:
  Writer(sql::Connection& connection, const sql::Table& table)
      : connection_(connection),
        many_(insert_of(connection.dialect(), table, rows_in_a_statement)),
        one_(insert_of(connection.dialect(), table, 1)),
        columns_(table.columns.size()) {}

  void add(const sql::Row& row) {
    std::ranges::copy(row.columns(), std::back_inserter(values_));
    if (values_.size() < columns_ * rows_in_a_statement) return;
    connection_.execute_later(many_, values_);
    values_.clear();
  }

  void finish() {
    const std::span<const sql::Value> all(values_);
    for (std::size_t at = 0; at < all.size(); at += columns_) {
      connection_.execute_later(one_, all.subspan(at, columns_));
    }
    values_.clear();
  }

 private:
  sql::Connection& connection_;
  std::string many_;
  std::string one_;
  std::size_t columns_;
  std::vector<sql::Value> values_;
};

TableContent copy_table(sql::Connection& from, sql::Connection& to, const sql::Table& table,
                        Progress progress) {
  ContentHash hash;
  Pages pages(from, table);
  Writer writer(to, table);
  std::int64_t rows = 0;
  std::int64_t told = 0;
  for (sql::Rows page = pages.next(); !page.empty(); page = pages.next()) {
    for (const sql::Row& row : page) {
      hash.add(row);
      writer.add(row);
    }
    rows += static_cast<std::int64_t>(page.size());
    if (rows - told < rows_between_news) continue;
    told = rows;
    progress(table.name, rows);
  }
  writer.finish();
  if (identity_of(table) != nullptr) set_last_given(to, table, last_given(from, table));
  return hash.of(table.name);
}

}  // namespace

Contents copy(sql::Connection& from, sql::Connection& to, const std::vector<sql::Table>& tables,
              Progress progress) {
  Contents read;
  for (const sql::Table& table : sql::in_order_of_reference(tables)) {
    read.push_back(copy_table(from, to, table, progress));
  }
  return read;
}

Contents contents(sql::Connection& connection, const std::vector<sql::Table>& tables) {
  Contents all;
  for (const sql::Table& table : sql::in_order_of_reference(tables)) {
    ContentHash hash;
    Pages pages(connection, table);
    for (sql::Rows page = pages.next(); !page.empty(); page = pages.next()) {
      for (const sql::Row& row : page) hash.add(row);
    }
    all.push_back(hash.of(table.name));
  }
  return all;
}

bool holds_rows(sql::Connection& connection, const sql::Table& table) {
  return !connection.query("SELECT 1 FROM " + sql::quoted(table.name) + " LIMIT 1").empty();
}

std::string difference(const Contents& read, const Contents& written) {
  for (const TableContent& content : read) {
    const auto other = std::ranges::find(written, content.table, &TableContent::table);
    if (other == written.end()) return "the table " + content.table + " is missing";
    if (other->rows != content.rows) {
      return "the table " + content.table + " has " + std::to_string(other->rows) + " rows and not " +
             std::to_string(content.rows);
    }
    if (other->hash != content.hash) return "the rows of the table " + content.table + " are not the same";
  }
  return {};
}

}  // namespace gatehouse::transfer
