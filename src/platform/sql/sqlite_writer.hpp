#pragma once

// The one connection that writes to an SQLite file, and its thread. Writes that wait together are committed
// together; where one of them is to be undone, all are run again, each within a savepoint of its own, so that
// one that fails takes no other with it.

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/sql/commit_listeners.hpp"
#include "platform/sql/server_lock.hpp"
#include "platform/sql/sqlite_connection.hpp"
#include "platform/sql/sqlite_file.hpp"
#include "platform/sql/sqlite_finders.hpp"
#include "platform/sql/write_queue.hpp"

namespace gatehouse::sql {

/// Thread-safe.
class SqliteWriter {
 public:
  /// `wait` and `cache` are those of its connection; `database` marks the thread's ambient transaction. Throws
  /// where the file cannot be opened.
  SqliteWriter(std::filesystem::path path, std::chrono::milliseconds wait, std::size_t cache,
               const void* database, SqliteFinders& finders);
  ~SqliteWriter();

  void write(FunctionRef<bool(Connection&)> body, Durability durability) { queue_.run(body, durability); }
  void on_commit(std::function<void()> listener) { listeners_.add(std::move(listener)); }
  /// Null: none. Returns once nobody uses the one before.
  void serve(WriteSource* source);
  void work_arrived() { queue_.work_arrived(); }
  std::size_t waiting() const { return queue_.waiting(); }
  /// Throws an `Outage` where the database file is no longer the one that was opened.
  void check_file() const { watch_->check(); }

 private:
  using Batch = std::vector<WaitingWrite*>;

  /// What is committed together.
  struct Group {
    Durability durability;
    Batch batch{};
    bool source_asked = false;
    std::vector<std::unique_ptr<WriteBatch>> fetched{};
    bool committing = false;    // all bodies have run
    bool undone_alone = false;  // a write that has changed something, without a savepoint to go back to

    std::size_t size() const;
  };

  void work();
  Batch run_waiting(Durability durability);
  void open();
  void begin(Durability durability);
  void gather(Group& group);
  void run_again(Group& group);
  void run_bodies(Group& group, std::size_t first);
  void run_body(Group& group, WaitingWrite& write);
  void run_source(Group& group);
  void run_fetched(const Group& group, WriteBatch& fetched);
  bool needs_savepoints(const Group& group) const;
  void expect_transaction() const;
  void commit(Group& group);
  void conclude(const Group& group, const std::exception_ptr& failure);
  void abandon_connection();
  void use_durability(Durability durability);
  void seek_checkpoint_right();

  const std::filesystem::path path_;
  const std::chrono::milliseconds wait_;
  const std::size_t cache_;
  const void* database_;
  SqliteFinders& finders_;
  WriteQueue queue_;
  std::mutex source_mutex_;  // held while the source is used
  WriteSource* source_ = nullptr;
  std::optional<FileWatch> watch_;
  std::shared_ptr<FileLock> checkpoint_right_;
  std::chrono::steady_clock::time_point right_sought_{};
  std::unique_ptr<SqliteConnection> connection_;
  Durability durability_ = Durability::full;
  CommitListeners listeners_;
  std::thread thread_;
};

}  // namespace gatehouse::sql
