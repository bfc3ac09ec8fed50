#pragma once

// One SQLite file: many connections that read, one that writes.

#include <memory>

#include "platform/sql/database.hpp"
#include "platform/sql/session_pool.hpp"
#include "platform/sql/sqlite_connection.hpp"
#include "platform/sql/sqlite_finders.hpp"
#include "platform/sql/sqlite_writer.hpp"

namespace gatehouse::sql {

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const std::filesystem::path& path, const DatabaseOptions& options);
  ~SqliteDatabase() override { finders_.close(); }

  Dialect dialect() const override { return Dialect::sqlite; }
  DatabaseStatus status() const override;
  void on_commit(std::function<void()> listener) override { writer_.on_commit(std::move(listener)); }
  void serve(WriteSource* source) override;
  void work_arrived() override { writer_.work_arrived(); }

 private:
  std::unique_ptr<SqliteConnection> connect_reader() const;
  Rows find_rows(std::string_view sql, std::span<const Value> values) override;
  void read_body(FunctionRef<void(Connection&)> body) override;
  void write_body(FunctionRef<bool(Connection&)> body, Durability durability) override;

  const std::filesystem::path path_;
  const std::chrono::milliseconds wait_;
  const std::size_t cache_share_;
  SqliteFinders finders_;
  SqliteWriter writer_;  // closed last, so that its checkpoint at the end finds nobody reading
  SessionPool<SqliteConnection> readers_;
};

}  // namespace gatehouse::sql
