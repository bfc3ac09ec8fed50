#pragma once

// Something that a server does now and then, on a thread of its own: sweeping what has expired, reading again
// what other servers may have changed.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace gatehouse::server {

class Recurring {
 public:
  /// The first round comes after one interval. What `task` throws is logged, once in a row, as
  /// `<name>_failed`, and the next round comes.
  Recurring(std::string name, std::chrono::milliseconds interval, std::function<void()> task)
      : name_(std::move(name)), interval_(interval), task_(std::move(task)) {}
  ~Recurring() { stop(); }

  void start();
  void stop();

 private:
  void run(const std::stop_token& stop);
  void once();

  std::string name_;
  std::chrono::milliseconds interval_;
  std::function<void()> task_;
  bool failed_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace gatehouse::server
