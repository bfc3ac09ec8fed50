#pragma once

// Lets few in at once for each subject, in this process. Attempts in flight count as failures until they turn
// out right; were there more of them than failures are free, right ones would have to wait for each other by
// the clock instead of for a moment.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace gatehouse::throttle {

/// Thread-safe.
class Turnstile {
 public:
  explicit Turnstile(std::size_t width) : width_(width) {}

  /// Waits until fewer than the width are in; after `patience` goes in all the same, since the counts decide.
  void enter(const std::string& subject, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    left_.wait_for(lock, patience, [&] {
      const auto found = inside_.find(subject);
      return found == inside_.end() || found->second < width_;
    });
    ++inside_[subject];
  }

  /// By whom has entered.
  void leave(const std::string& subject) {
    const std::lock_guard lock(mutex_);
    const auto found = inside_.find(subject);
    if (found != inside_.end() && --found->second == 0) inside_.erase(found);
    left_.notify_all();
  }

 private:
  const std::size_t width_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::unordered_map<std::string, std::size_t> inside_;
};

}  // namespace gatehouse::throttle
