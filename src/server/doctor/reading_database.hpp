#pragma once

// One connection in the place of a database, for what takes a database and only reads: opening one writes, if
// only how its file is kept.

#include <stdexcept>

#include "platform/sql/database.hpp"

namespace gatehouse::server::doctor {

class ReadingDatabase final : public sql::Database {
 public:
  /// The connection outlives this.
  explicit ReadingDatabase(sql::Connection& connection) : connection_(connection) {}

  sql::Dialect dialect() const override { return connection_.dialect(); }
  sql::DatabaseStatus status() const override { return {.connections = 1}; }
  void on_commit(std::function<void()>) override {}  // nothing is ever committed
  void serve(sql::WriteSource*) override { refuse(); }
  void work_arrived() override {}

 private:
  [[noreturn]] static void refuse() { throw std::logic_error("a doctor writes nothing"); }

  void read_body(FunctionRef<void(sql::Connection&)> body) override { body(connection_); }
  void write_body(FunctionRef<bool(sql::Connection&)>, sql::Durability) override { refuse(); }

  sql::Connection& connection_;
};

}  // namespace gatehouse::server::doctor
