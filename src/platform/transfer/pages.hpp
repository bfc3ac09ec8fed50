#pragma once

// All rows of a table, a page after the other in the order of its key, so that a table of any size passes
// through little memory.

#include <optional>
#include <string>
#include <vector>

#include "platform/sql/connection.hpp"
#include "platform/sql/table.hpp"

namespace gatehouse::transfer {

class Pages {
 public:
  /// Both outlive this, and the connection stands in one snapshot. The table must have a key.
  Pages(sql::Connection& connection, const sql::Table& table);

  /// Empty at the end.
  sql::Rows next();

 private:
  sql::Connection& connection_;
  std::vector<std::size_t> key_;  // places of its columns
  std::string first_;
  std::string following_;
  std::optional<std::vector<sql::Value>> last_;  // the key of the last row
};

}  // namespace gatehouse::transfer
