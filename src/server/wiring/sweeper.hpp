#pragma once

// Takes away what has expired, in small batches, now and then.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace gatehouse::server {

class Sweeper {
 public:
  static constexpr std::chrono::minutes interval{1};

  /// `sweep` is called on the sweeper's thread; what it throws is logged, and the next round comes.
  explicit Sweeper(std::function<void()> sweep) : sweep_(std::move(sweep)) {}
  ~Sweeper() { stop(); }

  void start();
  void stop();

 private:
  void run(const std::stop_token& stop);

  std::function<void()> sweep_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace gatehouse::server
