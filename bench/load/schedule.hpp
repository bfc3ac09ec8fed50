#pragma once

// When requests are due. In an open loop each has its moment, set beforehand: a slow answer does not put off
// the ones that follow, and time is counted from the moment a request was due, not from when it could be
// sent.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace load {

using Clock = std::chrono::steady_clock;

class Schedule {
 public:
  /// The moments `first`, `first + step`, … before `end`.
  Schedule(Clock::time_point first, std::chrono::nanoseconds step, Clock::time_point end)
      : next_(first), step_(step), end_(end) {}

  /// When the next one is due; nothing once all have been taken.
  std::optional<Clock::time_point> next() const { return next_ < end_ ? std::optional(next_) : std::nullopt; }

  bool is_due(Clock::time_point now) const { return next_ < end_ && next_ <= now; }

  /// The moment of the next one, which is no longer the next.
  Clock::time_point take() {
    const auto due = next_;
    next_ += step_;
    return due;
  }

  /// How many are due and have not been taken.
  std::uint64_t waiting(Clock::time_point now) const {
    const auto until = now < end_ ? now : end_ - std::chrono::nanoseconds(1);
    return next_ <= until ? static_cast<std::uint64_t>((until - next_) / step_) + 1 : 0;
  }

 private:
  Clock::time_point next_;
  std::chrono::nanoseconds step_;
  Clock::time_point end_;
};

}  // namespace load
