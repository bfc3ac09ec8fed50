#include "platform/sql/commit_listener.hpp"

#include <exception>
#include <string_view>
#include <utility>

#include "platform/log/log.hpp"

namespace gatehouse::sql {

void CommitListener::set(std::function<void()> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

void CommitListener::tell() {
  try {
    std::unique_lock lock(mutex_);
    const std::function<void()> listener = listener_;
    lock.unlock();
    if (listener) listener();
  } catch (const std::exception& failure) {
    log::error("commit_listener_failed", {{"reason", std::string_view(failure.what())}});
  }
}

}  // namespace gatehouse::sql
