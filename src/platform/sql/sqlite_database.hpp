#pragma once

// One SQLite file: many connections that read, one that writes.

#include <memory>

#include "platform/sql/database.hpp"
#include "platform/sql/session_pool.hpp"
#include "platform/sql/sqlite_connection.hpp"
#include "platform/sql/sqlite_writer.hpp"

namespace gatehouse::sql {

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const std::filesystem::path& path, const DatabaseOptions& options);

  Dialect dialect() const override { return Dialect::sqlite; }
  DatabaseStatus status() const override;
  void on_commit(std::function<void()> listener) override { writer_.on_commit(std::move(listener)); }

 private:
  void read_body(FunctionRef<void(Connection&)> body) override;
  void write_body(FunctionRef<bool(Connection&)> body, Durability durability) override;

  SqliteWriter writer_;  // closed last, so that its checkpoint at the end finds nobody reading
  SessionPool<SqliteConnection> readers_;
};

}  // namespace gatehouse::sql
