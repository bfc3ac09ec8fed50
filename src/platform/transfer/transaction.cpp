#include "platform/transfer/transaction.hpp"

#include <exception>
#include <utility>

#include "platform/sql/ddl.hpp"

namespace gatehouse::transfer {

Transaction Transaction::snapshot(sql::Connection& connection) {
  const bool is_sqlite = connection.dialect() == sql::Dialect::sqlite;
  connection.run(is_sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  Transaction transaction(connection);
  // The moment is that of the first read.
  connection.query(is_sqlite ? "SELECT count(*) FROM sqlite_master" : "SELECT count(*) FROM pg_class");
  return transaction;
}

Transaction Transaction::alone(sql::Connection& connection, const std::vector<sql::Table>& tables) {
  const bool is_sqlite = connection.dialect() == sql::Dialect::sqlite;
  connection.run(is_sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
  Transaction transaction(connection);
  if (is_sqlite) return transaction;
  for (const sql::Table& table : tables) {
    connection.run("LOCK TABLE " + sql::quoted(table.name) + " IN ACCESS EXCLUSIVE MODE");
  }
  return transaction;
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  if (connection_ == nullptr) return;
  try {
    connection_->run("ROLLBACK");
  } catch (const std::exception&) {
    // The database has undone it already, as it does where the disk is full or the connection is gone.
  }
}

void Transaction::keep() {
  connection_->run("COMMIT");
  connection_ = nullptr;
}

}  // namespace gatehouse::transfer
