#pragma once

// One prepared statement of SQLite, and the map from our `$1` to SQLite's order of first appearance.

#include <sqlite3.h>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "platform/sql/connection.hpp"

namespace gatehouse::sql {

class SqliteStatement {
 public:
  /// Throws `Failure` where `sql` is not exactly one statement.
  SqliteStatement(sqlite3* database, std::string_view sql, bool kept);

  /// Runs to the end; the rows are dropped where `rows` is null.
  void run(std::span<const Value> values, Rows* rows);

  bool changes_rows() const;

 private:
  void number_parameters();
  void bind(std::span<const Value> values);
  Value column(int index) const;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::vector<std::size_t> value_of_;  // by SQLite's index - 1: which value is bound
  std::size_t values_ = 0;
};

}  // namespace gatehouse::sql
