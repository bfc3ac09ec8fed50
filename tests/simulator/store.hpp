#pragma once

// The database of a simulation: a real SQLite connection in the hands of one thread, which can end the
// simulated process in the middle of its work: before a commit, or after it and before anybody hears of it.

#include <filesystem>

#include "platform/sql/database.hpp"
#include "platform/sql/sqlite_connection.hpp"

namespace gatehouse::simulator {

/// Thrown through everything when the simulated process dies. No `std::exception`, so that nobody takes it
/// for a failure of his own.
struct Crash {};

struct CrashPlan {
  std::int64_t commit = 0;  // the process dies at that one, counted from 1; 0: at none
  bool after = false;       // what was to be committed is on disk
};

/// Not thread-safe.
class Store final : public sql::Database {
 public:
  /// A new file with every table that the program declares.
  explicit Store(const std::filesystem::path& file);

  /// For what comes now. `twice`: each body is undone and run again, as the product may do for others' sake.
  void expect(CrashPlan plan, bool twice);
  /// Whether the process has died since; everything throws `Crash` until it is told to live on.
  bool died() const { return died_; }
  void revive() { died_ = false; }
  std::int64_t commits() const { return commits_; }

  sql::Dialect dialect() const override { return sql::Dialect::sqlite; }
  sql::DatabaseStatus status() const override { return {}; }
  void on_commit(std::function<void()>) override {}
  void serve(sql::WriteSource*) override {}
  void work_arrived() override {}

 private:
  void read_body(FunctionRef<void(sql::Connection&)> body) override;
  void write_body(FunctionRef<bool(sql::Connection&)> body, sql::Durability durability) override;
  bool run_undone(FunctionRef<bool(sql::Connection&)> body);
  void end(bool kept);
  void alive() const {
    if (died_) throw Crash{};
  }

  sql::SqliteConnection connection_;
  CrashPlan plan_{};
  bool twice_ = false;
  bool died_ = false;
  std::int64_t commits_ = 0;  // since `expect`
};

}  // namespace gatehouse::simulator
