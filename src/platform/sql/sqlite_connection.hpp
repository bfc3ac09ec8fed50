#pragma once

// A connection to one SQLite file, set up for what it is for: the one that writes and checkpoints, or one of
// many that read. Used by one thread at a time.

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/sql/ambient.hpp"
#include "platform/sql/server_lock.hpp"
#include "platform/sql/sqlite_statement.hpp"

namespace gatehouse::sql {

class SqliteConnection final : public Session {
 public:
  enum class Purpose { write, read };

  /// Opens a file that is there; creates none. `wait` bounds the wait for another process's lock, `cache` the
  /// octets of pages that it keeps, of which it takes those that it meets.
  SqliteConnection(const std::filesystem::path& path, Purpose purpose, std::chrono::milliseconds wait,
                   std::size_t cache);

  Dialect dialect() const override { return Dialect::sqlite; }
  using Connection::execute;
  using Connection::query;
  Rows query(std::string_view sql, std::span<const Value> values) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void run(std::string_view statement) override;
  void announce() override { announced_ = true; }
  void lock(std::string_view) override {}
  void steer(const char* statement) override { execute(statement, {}); }
  void begin_part() override;
  void keep_part() override;
  void undo_part() override;

  /// A savepoint makes SQLite put aside each page that is changed after it, so parts begin without one and
  /// are hardly ever undone. One that is, and has changed something, is lost: `lost_part` tells, and the
  /// transaction is to be run again, with savepoints. Outside of a transaction only.
  void use_savepoints(bool use);
  bool uses_savepoints() const { return savepoints_; }
  bool lost_part() const { return lost_part_; }
  /// Grows with whatever is changed.
  std::int64_t changes() const { return sqlite3_total_changes64(handle_.get()) + runs_; }

  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  /// Whether `announce` was called since the last call of this.
  bool take_announcement() { return std::exchange(announced_, false); }

  /// SQLite 3.40 can damage the file where two connections checkpoint (the WAL-reset bug), so only the one
  /// that holds the right may; null takes it away.
  void allow_checkpoints(std::shared_ptr<FileLock> right);

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  void prepare_for(Purpose purpose, std::size_t cache);
  SqliteStatement& statement(std::string_view sql);

  std::shared_ptr<FileLock> checkpoint_right_;  // kept until the checkpoint of the closing handle is done
  std::unique_ptr<sqlite3, Close> handle_;
  bool announced_ = false;
  bool savepoints_ = true;
  bool lost_part_ = false;
  std::int64_t runs_ = 0;              // of what SQLite does not count
  std::vector<std::int64_t> parts_{};  // `changes` before each that is open
  std::unordered_map<std::string, SqliteStatement, Hash, std::equal_to<>>
      statements_;  // closed before the handle
};

}  // namespace gatehouse::sql
