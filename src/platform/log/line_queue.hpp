#pragma once

// The lines that wait for the log's thread, in memory of a fixed bound: where they do not fit, the oldest are
// dropped and counted. The thread takes all that waits at once, and sleeps a moment between two takes, so
// that a line under load costs a copy, and wakes nobody.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace gatehouse::log {

/// Thread-safe; one thread takes.
class LineQueue {
 public:
  /// In octets, of the lines that wait. Those that were taken have as much again.
  static constexpr std::size_t bound = std::size_t{1024} * 1024;
  /// How long lines gather before they are taken.
  static constexpr std::chrono::milliseconds gathering{5};

  /// Takes lines from now on.
  void open();
  /// Takes no more; what waits can still be taken.
  void close();

  /// `line` ends in its only line feed. False, and nothing kept, where the queue is not open.
  bool push(std::string_view line);

  /// Waits for lines, and gives all there are, good until the next call; nothing once the queue is closed and
  /// empty.
  std::string_view take();

  /// Lines dropped for want of room, since ever.
  std::uint64_t overrun() const;

 private:
  std::size_t waiting() const { return lines_.size() - begin_; }
  void make_room(std::size_t size);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string lines_;      // the first that waits begins at `begin_`
  std::size_t begin_ = 0;  // what stands before was dropped
  std::uint64_t overrun_ = 0;
  bool open_ = false;
  std::string taken_;  // of the thread that takes
};

}  // namespace gatehouse::log
