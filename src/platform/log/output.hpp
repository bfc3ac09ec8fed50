#pragma once

// The one door through which lines reach a descriptor: whole, one after the other, and never waiting longer
// than told. The reader of a log may stall or be gone; neither may stop or kill the program.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace gatehouse::log {

enum class Written {
  yes,
  not_yet,  // the reader did not take it in time
  never,    // there is no reader, no room on the disk, no such descriptor
};

/// Thread-safe.
class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}

  /// With `not_yet` nothing of the line has gone out, or its rest goes out ahead of the next line: it is
  /// never mixed with another.
  Written write(std::string_view line, std::chrono::milliseconds wait);

  /// The same for many lines at once; `not_yet` also where a line by itself waits. Removes from `lines` what
  /// the caller has to care for no more: those that went out, and with `not_yet` the one that was cut off.
  Written write_lines(std::string_view& lines, std::chrono::milliseconds wait);

  void redirect(int descriptor);

 private:
  using Deadline = std::chrono::steady_clock::time_point;
  enum class Kind { single, many };
  class Turn;

  Written write_in_turn(std::string_view& lines, Deadline deadline, Kind kind);
  /// Removes from `text` what went out.
  Written push(std::string_view& text, Deadline deadline, Kind kind);
  /// Whether a line by itself waits for its turn.
  bool asked_for();
  Written push_rest(Deadline deadline);
  void keep_rest(std::string_view& lines);

  std::mutex mutex_;  // of the turns, held for a moment
  std::condition_variable changed_;
  bool busy_ = false;        // somebody has the turn, and alone uses what is below
  std::size_t singles_ = 0;  // that wait for it
  int descriptor_;
  std::string rest_;  // of a line that was cut off by its deadline
};

}  // namespace gatehouse::log
