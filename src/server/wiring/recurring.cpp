#include "server/wiring/recurring.hpp"

#include <exception>

#include "platform/log/log.hpp"

namespace gatehouse::server {

void Recurring::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Recurring::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Recurring::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    wake_.wait_for(lock, stop, interval_, [] { return false; });
    if (!stop.stop_requested()) once();
  }
}

void Recurring::once() {
  try {
    task_();
    failed_ = false;
  } catch (const std::exception& fault) {
    if (!failed_) log::warn(name_ + "_failed", {{"reason", fault.what()}});
    failed_ = true;
  }
}

}  // namespace gatehouse::server
