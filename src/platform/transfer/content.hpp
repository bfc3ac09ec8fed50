#pragma once

// What a table holds, as two numbers that can be compared wherever it lies: how many rows, and a hash over
// all of them. The order of the rows does not matter, for no two databases sort texts alike.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/connection.hpp"

namespace gatehouse::transfer {

struct TableContent {
  std::string table;
  std::int64_t rows = 0;
  std::string hash{};  // 64 hexadecimal digits

  friend bool operator==(const TableContent&, const TableContent&) = default;
};

using Contents = std::vector<TableContent>;

/// Adds up the SHA-256 of each row. It finds what was lost or garbled on the way, and is no seal against
/// somebody who forges rows.
class ContentHash {
 public:
  void add(const sql::Row& row);
  TableContent of(std::string_view table) const;

 private:
  std::int64_t rows_ = 0;
  std::array<std::uint64_t, 4> sums_{};
  std::string octets_;  // of one row, reused
};

}  // namespace gatehouse::transfer
