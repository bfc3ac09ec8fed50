#include "platform/sql/bell.hpp"

namespace gatehouse::sql {

void Bell::ring() {
  const std::lock_guard lock(mutex_);
  ++rung_;
  changed_.notify_all();
}

void Bell::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

bool Bell::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

std::uint64_t Bell::rung() const {
  const std::lock_guard lock(mutex_);
  return rung_;
}

void Bell::wait(std::uint64_t heard, std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return rung_ != heard || stopping_; });
}

void Bell::wait_deaf(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return stopping_; });
}

}  // namespace gatehouse::sql
