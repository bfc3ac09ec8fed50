#pragma once

// What wakes threads that wait for commits. It is shared with the database's listener, which may still call
// when those threads are gone.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace gatehouse::sql {

/// Thread-safe.
class Bell {
 public:
  void ring();
  /// For good.
  void stop();
  bool stopping() const;

  /// How often it has rung: to be asked before one looks for work, and handed to `wait` where there was none.
  std::uint64_t rung() const;

  /// Until it has rung since `heard`, stops, or `longest` has passed.
  void wait(std::uint64_t heard, std::chrono::milliseconds longest);
  /// Until it stops, or `time` has passed.
  void wait_deaf(std::chrono::milliseconds time);

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t rung_ = 0;
  bool stopping_ = false;
};

}  // namespace gatehouse::sql
