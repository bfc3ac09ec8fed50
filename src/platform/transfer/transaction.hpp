#pragma once

// The two transactions of a transfer: one that sees a moment of a database that goes on being written, and
// one in which nobody else touches what is filled.

#include <vector>

#include "platform/sql/connection.hpp"
#include "platform/sql/table.hpp"

namespace gatehouse::transfer {

/// Undone at its end, unless it was kept.
class Transaction {
 public:
  /// All that is read sees what was committed when this was made, at least. Nobody waits for it.
  static Transaction snapshot(sql::Connection& connection);
  /// Nobody else reads or writes these tables until the end.
  static Transaction alone(sql::Connection& connection, const std::vector<sql::Table>& tables);

  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  void keep();

 private:
  explicit Transaction(sql::Connection& connection) : connection_(&connection) {}

  sql::Connection* connection_;  // null: it has ended
};

}  // namespace gatehouse::transfer
