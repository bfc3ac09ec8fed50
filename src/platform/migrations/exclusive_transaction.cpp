#include "platform/migrations/exclusive_transaction.hpp"

#include <string>

#include "platform/migrations/refused.hpp"

namespace gatehouse::migrations {
namespace {

// Any number that no other program locks in the same database.
constexpr auto take_lock = "SELECT pg_advisory_xact_lock(7305808868913373189)";

void expect_rows_behind_keys(sql::Connection& connection) {
  const sql::Rows orphans = connection.query(
      "SELECT \"table\", \"parent\", count(*) FROM pragma_foreign_key_check() GROUP BY \"table\", "
      "\"parent\"");
  if (orphans.empty()) return;
  const sql::Row& first = orphans.front();
  throw Refused("rows of table " + first.text(0) + " (" + std::to_string(first.integer(2)) +
                ") would point to rows of table " + first.text(1) + " that are not there");
}

}  // namespace

void prepare(sql::Connection& connection, std::chrono::milliseconds patience) {
  const std::string wait = std::to_string(patience.count());
  if (connection.dialect() == sql::Dialect::sqlite) {
    connection.run("PRAGMA busy_timeout = " + wait);
    connection.run("PRAGMA foreign_keys = OFF");
  } else {
    connection.run("SET statement_timeout = 0");
    connection.run("SET lock_timeout = " + wait);
  }
}

ExclusiveTransaction::ExclusiveTransaction(sql::Connection& connection) : connection_(connection) {
  if (connection.dialect() == sql::Dialect::sqlite) {
    connection.run("BEGIN IMMEDIATE");
    return;
  }
  connection.run("BEGIN ISOLATION LEVEL READ COMMITTED");
  try {
    connection.run(take_lock);
  } catch (...) {
    connection.run("ROLLBACK");
    throw;
  }
}

ExclusiveTransaction::~ExclusiveTransaction() {
  if (!open_) return;
  try {
    connection_.run("ROLLBACK");
  } catch (const std::exception&) {
    // The database has undone it already, as it does where the disk is full or the connection is gone.
  }
}

void ExclusiveTransaction::commit() {
  if (connection_.dialect() == sql::Dialect::sqlite) expect_rows_behind_keys(connection_);
  connection_.run("COMMIT");
  open_ = false;
}

}  // namespace gatehouse::migrations
