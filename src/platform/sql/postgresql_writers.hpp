#pragma once

// The threads that write to PostgreSQL for everybody who need not wait for it: each takes what has come, and
// commits it together.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/sql/postgresql_group.hpp"
#include "platform/sql/write_source.hpp"

namespace gatehouse::sql {

/// Thread-safe, but for `serve`, which one thread calls.
class PostgresqlWriters {
 public:
  /// While one waits for the disk, another gathers and writes.
  static constexpr std::size_t threads = 2;
  /// Rows of one are locked for the sake of all.
  static constexpr std::size_t most_together = 64;

  /// Writes a batch and concludes it, or has it run apart.
  using Write = std::function<void(WriteBatch&, Fibers&)>;

  explicit PostgresqlWriters(Write write) : write_(std::move(write)) {}
  ~PostgresqlWriters() { serve(nullptr); }

  /// Null: none. Returns once nobody uses the one before.
  void serve(WriteSource* source);
  void work_arrived();

 private:
  void work(WriteSource& source);
  bool wait();

  const Write write_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  bool work_arrived_ = false;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace gatehouse::sql
