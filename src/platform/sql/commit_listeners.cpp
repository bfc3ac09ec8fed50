#include "platform/sql/commit_listeners.hpp"

#include <exception>
#include <string_view>
#include <utility>

#include "platform/log/log.hpp"

namespace gatehouse::sql {

void CommitListeners::add(std::function<void()> listener) {
  const std::lock_guard lock(mutex_);
  listeners_.push_back(std::move(listener));
}

void CommitListeners::tell() {
  std::unique_lock lock(mutex_);
  const std::vector<std::function<void()>> listeners = listeners_;
  lock.unlock();
  for (const auto& listener : listeners) {
    try {
      listener();
    } catch (const std::exception& failure) {
      log::error("commit_listener_failed", {{"reason", std::string_view(failure.what())}});
    }
  }
}

}  // namespace gatehouse::sql
