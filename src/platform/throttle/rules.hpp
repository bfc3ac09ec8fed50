#pragma once

// What a limit allows, in numbers: how often in a window, or how long to wait after how many failures.

#include <chrono>
#include <cstdint>
#include <optional>

namespace gatehouse::throttle {

using std::chrono::milliseconds;

/// How far the clocks of servers, and of those who wait for each other's locks, may be apart. A time that
/// lies further ahead than a limit can write it was written by a clock that went wrong, and counts as past.
constexpr milliseconds clock_slack = std::chrono::hours{1};

/// At most so many in a window that the first of them begins, and each at least so long after the one before.
struct QuotaRules {
  std::int64_t most = 1;
  milliseconds window{};
  milliseconds apart{};
};

/// Some failures are free; each further one doubles the wait until the next attempt.
struct BackoffRules {
  std::int64_t free = 0;
  milliseconds first_wait{};
  milliseconds longest_wait{};
  /// When waits begin anew: so long after the first failure, or after the last one.
  milliseconds memory{};
  enum class Since { first, last } since = Since::last;
  /// Failures in a row after which no wait helps: somebody has to forgive. Time forgets them only after
  /// `kept`; empty: there is no such end.
  std::optional<std::int64_t> cap{};
  milliseconds kept{};
};

/// What the failure number `count` costs.
milliseconds wait_after(std::int64_t count, const BackoffRules& rules);

/// How many waits are shorter than the longest.
std::int64_t doublings(const BackoffRules& rules);

}  // namespace gatehouse::throttle
