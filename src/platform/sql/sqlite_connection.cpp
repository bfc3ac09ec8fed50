#include "platform/sql/sqlite_connection.hpp"

#include <string>

#include "platform/sql/failure.hpp"
#include "platform/sql/sqlite_error.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::size_t most_statements = 512;
/// The more, the more often a page is written over in the log before it is written to its place.
constexpr int pages_between_checkpoints = 4000;

/// SQLite's count of its memory takes a lock of the whole process for each piece, and nobody reads it.
void leave_memory_uncounted() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
}

}  // namespace

SqliteConnection::SqliteConnection(const std::filesystem::path& path, Purpose purpose,
                                   std::chrono::milliseconds wait, std::size_t cache) {
  leave_memory_uncounted();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) throw_sqlite_error(handle, code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, static_cast<int>(wait.count()));
  allow_checkpoints(nullptr);
  prepare_for(purpose, cache);
}

void SqliteConnection::prepare_for(Purpose purpose, std::size_t cache) {
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  run("PRAGMA mmap_size=0");  // reads through a map are slow beside a live writer
  run("PRAGMA trusted_schema=OFF");
  run("PRAGMA foreign_keys=ON");
  run("PRAGMA cache_size=-" + std::to_string(cache / 1024));
  if (purpose == Purpose::read) {
    run("PRAGMA query_only=ON");
    return;
  }
  const Rows mode = query("PRAGMA journal_mode=WAL");
  if (mode.empty() || mode.front().text(0) != "wal") {
    throw Failure(FailureKind::statement, "the database's file system cannot hold a write-ahead log");
  }
  run("PRAGMA synchronous=FULL");
  run("PRAGMA journal_size_limit=67108864");
  run("PRAGMA temp_store=MEMORY");  // what savepoints put aside
  statements_.clear();
}

void SqliteConnection::allow_checkpoints(std::shared_ptr<FileLock> right) {
  sqlite3_wal_autocheckpoint(handle_.get(), right ? pages_between_checkpoints : 0);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, right ? 0 : 1, nullptr);
  checkpoint_right_ = std::move(right);
}

SqliteStatement& SqliteConnection::statement(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  if (statements_.size() >= most_statements) statements_.clear();
  return statements_.emplace(std::string(sql), SqliteStatement(handle_.get(), sql, true)).first->second;
}

Rows SqliteConnection::query(std::string_view sql, std::span<const Value> values) {
  Rows rows;
  statement(sql).run(values, &rows);
  return rows;
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Value> values) {
  SqliteStatement& prepared = statement(sql);
  prepared.run(values, nullptr);
  return prepared.changes_rows() ? sqlite3_changes64(handle_.get()) : 0;
}

void SqliteConnection::run(std::string_view text) {
  ++runs_;
  SqliteStatement(handle_.get(), text, false).run({}, nullptr);
}

void SqliteConnection::use_savepoints(bool use) {
  savepoints_ = use;
  lost_part_ = false;
  parts_.clear();
}

void SqliteConnection::begin_part() {
  if (savepoints_) return Session::begin_part();
  parts_.push_back(changes());
}

void SqliteConnection::keep_part() {
  if (savepoints_) return Session::keep_part();
  parts_.pop_back();
}

void SqliteConnection::undo_part() {
  if (savepoints_) return Session::undo_part();
  if (parts_.back() != changes()) lost_part_ = true;
  parts_.pop_back();
}

}  // namespace gatehouse::sql
