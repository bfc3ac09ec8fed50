#pragma once

// The one source of time. What expires (codes, tokens) is held against the wall clock, what limits
// (deadlines, waits) against the monotonic one; both come from here so that a test can set them.

#include <chrono>
#include <string>

namespace gatehouse {

/// Wall-clock time, UTC, in milliseconds since 1970: as precise as anything that is stored.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Monotonic = std::chrono::steady_clock::time_point;

/// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
  virtual Monotonic monotonic() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
  Monotonic monotonic() const override;
};

/// RFC 3339 in UTC with `Z`; milliseconds are written: `2026-11-22T09:30:00.125Z`.
std::string to_rfc3339(Time time);
void append_rfc3339(std::string& out, Time time);

inline std::int64_t to_millis(Time time) { return time.time_since_epoch().count(); }
inline Time from_millis(std::int64_t millis) { return Time{std::chrono::milliseconds{millis}}; }

}  // namespace gatehouse
