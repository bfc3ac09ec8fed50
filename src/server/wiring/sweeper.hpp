#pragma once

// Takes away what has expired, in small batches, now and then.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace gatehouse::server {

class Sweeper {
 public:
  static constexpr std::chrono::minutes interval{1};

  using Sweep = std::function<void()>;

  /// All are called on the sweeper's thread; what one throws is logged, and keeps no other from its turn.
  explicit Sweeper(std::vector<Sweep> sweeps) : sweeps_(std::move(sweeps)) {}
  ~Sweeper() { stop(); }

  void start();
  void stop();

 private:
  void run(const std::stop_token& stop);

  void sweep();

  std::vector<Sweep> sweeps_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace gatehouse::server
