#pragma once

// Where writes wait for the one thread that writes to SQLite. It takes many at once, so that they share one
// wait for the disk. A write that has not begun in time is withdrawn and never runs.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/function_ref.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::sql {

/// A write of a caller that waits for it.
struct WaitingWrite {
  FunctionRef<bool(Connection&)> body;
  Durability durability;
  std::string_view request_id;   // of its caller's lines in the log
  bool kept = false;             // the body wants it committed
  std::exception_ptr failure{};  // of the body, or of the commit
  bool done = false;
  std::condition_variable finished{};
};

/// Thread-safe.
class WriteQueue {
 public:
  WriteQueue(std::size_t most_waiting, std::chrono::milliseconds wait)
      : most_waiting_(most_waiting), wait_(wait) {}

  /// Returns once the write is done; throws its failure. Throws `Unavailable` where it could not begin in
  /// time.
  void run(FunctionRef<bool(Connection&)> body, Durability durability);

  /// For the writing thread: waits for a write, or for work elsewhere. Tells the durability that the next
  /// commit needs: `relaxed` where nothing else waits. Nothing once closed.
  std::optional<Durability> wait_for_one();
  /// There is work elsewhere.
  void work_arrived();
  /// Up to `most` writes that a commit of that durability does for, oldest first; none where they were
  /// withdrawn.
  std::vector<WaitingWrite*> take(std::size_t most, Durability durability);
  /// Lets their callers go on.
  void finish(const std::vector<WaitingWrite*>& writes);

  /// Those that wait get `Unavailable`.
  void close();

  std::size_t waiting() const;

 private:
  void withdraw(WaitingWrite& write);

  const std::size_t most_waiting_;
  const std::chrono::milliseconds wait_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<WaitingWrite*> waiting_;
  bool work_arrived_ = false;
  bool closed_ = false;
};

}  // namespace gatehouse::sql
