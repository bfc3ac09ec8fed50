#pragma once

// Takes away what has expired, in small batches, now and then.

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include "server/wiring/recurring.hpp"

namespace gatehouse::server {

class Sweeper {
 public:
  static constexpr std::chrono::minutes interval{1};

  using Sweep = std::function<void()>;

  /// All are called on the sweeper's thread; what one throws is logged, and keeps no other from its turn.
  explicit Sweeper(std::vector<Sweep> sweeps) : sweeps_(std::move(sweeps)) {}

  void start() { rounds_.start(); }
  void stop() { rounds_.stop(); }

 private:
  void sweep();

  std::vector<Sweep> sweeps_;
  Recurring rounds_{"sweep", interval, [this] { sweep(); }};
};

}  // namespace gatehouse::server
