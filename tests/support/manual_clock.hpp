#pragma once

// A clock that stands still until a test moves it.

#include <atomic>

#include "kernel/clock.hpp"

namespace gatehouse::testing {

class ManualClock final : public Clock {
 public:
  Time now() const override { return from_millis(millis_.load()); }
  Monotonic monotonic() const override { return Monotonic{std::chrono::milliseconds{millis_.load()}}; }

  void advance(std::chrono::milliseconds by) { millis_ += by.count(); }

 private:
  std::atomic<std::int64_t> millis_{1'795'339'800'000};  // 2026-11-22T09:30:00Z
};

}  // namespace gatehouse::testing
