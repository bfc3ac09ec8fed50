#pragma once

// Attempts that a limit refuses cost whoever makes them nothing, so not each of them may cost a row. Of those
// from one client address the first of a minute is written down, whatever account they were aimed at: that
// what follows is not tells nothing of the account. All addresses together have a bound too.

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "kernel/clock.hpp"

namespace gatehouse::audit {

/// Thread-safe.
class LimitedEvents {
 public:
  static constexpr std::chrono::minutes window{1};
  static constexpr std::size_t most = 100;  // in a window

  /// Whether this one is to be written down.
  bool admit(std::string_view what, std::string_view address, Monotonic now);

 private:
  std::mutex mutex_;
  Monotonic window_ends_{};
  std::unordered_set<std::string> seen_;
};

}  // namespace gatehouse::audit
