#include "platform/log/line_queue.hpp"

#include <utility>

namespace gatehouse::log {
namespace {

/// So many octets of dropped lines may lie before the first that waits, so that dropping moves memory seldom.
constexpr std::size_t most_dropped = LineQueue::bound / 4;
constexpr std::size_t usual_size = LineQueue::bound / 4;  // more is given back once it is written

}  // namespace

void LineQueue::open() {
  const std::scoped_lock lock(mutex_);
  open_ = true;
}

void LineQueue::close() {
  {
    const std::scoped_lock lock(mutex_);
    open_ = false;
  }
  changed_.notify_all();
}

bool LineQueue::push(std::string_view line) {
  bool wakes = false;
  {
    const std::scoped_lock lock(mutex_);
    if (!open_) return false;
    const std::size_t before = waiting();
    if (before + line.size() > bound) make_room(line.size());
    lines_ += line;
    wakes = before == 0 || (before < bound / 2 && waiting() >= bound / 2);
  }
  if (wakes) changed_.notify_one();
  return true;
}

void LineQueue::make_room(std::size_t size) {
  while (waiting() > 0 && waiting() + size > bound) {
    begin_ = lines_.find('\n', begin_) + 1;
    ++overrun_;
  }
  if (begin_ < most_dropped) return;
  lines_.erase(0, begin_);
  begin_ = 0;
}

std::string_view LineQueue::take() {
  if (taken_.capacity() > usual_size) taken_ = {};
  taken_.clear();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !open_ || waiting() > 0; });
  changed_.wait_for(lock, gathering, [this] { return !open_ || waiting() >= bound / 2; });
  taken_.swap(lines_);
  return std::string_view(taken_).substr(std::exchange(begin_, 0));
}

std::uint64_t LineQueue::overrun() const {
  const std::scoped_lock lock(mutex_);
  return overrun_;
}

}  // namespace gatehouse::log
