#pragma once

// One transaction in which nobody else migrates the same database: the one of a revision and its row in the
// list.

#include <chrono>

#include "platform/sql/connection.hpp"

namespace gatehouse::migrations {

/// Makes a connection fit for migrations: no limit on a statement's time, patience for another process that
/// migrates, and, with SQLite, no foreign keys that would delete rows when a table is made anew.
void prepare(sql::Connection& connection, std::chrono::milliseconds patience = std::chrono::seconds(30));

class ExclusiveTransaction {
 public:
  /// Waits for whoever migrates now. Throws `Unavailable` or `sql::Failure` where that takes too long.
  explicit ExclusiveTransaction(sql::Connection& connection);
  /// Undoes what was not committed.
  ~ExclusiveTransaction();
  ExclusiveTransaction(const ExclusiveTransaction&) = delete;
  ExclusiveTransaction& operator=(const ExclusiveTransaction&) = delete;

  /// With SQLite it looks first whether every foreign key still points to a row, and throws `Refused` where
  /// one does not.
  void commit();

 private:
  sql::Connection& connection_;
  bool open_ = true;
};

}  // namespace gatehouse::migrations
