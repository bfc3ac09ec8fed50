#include "server/wiring/sweeper.hpp"

#include <exception>

#include "platform/log/log.hpp"

namespace gatehouse::server {

void Sweeper::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Sweeper::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Sweeper::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    wake_.wait_for(lock, stop, interval, [] { return false; });
    if (stop.stop_requested()) return;
    sweep();
  }
}

void Sweeper::sweep() {
  for (const Sweep& one : sweeps_) {
    try {
      one();
    } catch (const std::exception& fault) {
      log::warn("sweep_failed", {{"reason", fault.what()}});
    }
  }
}

}  // namespace gatehouse::server
