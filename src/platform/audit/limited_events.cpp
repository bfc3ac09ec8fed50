#include "platform/audit/limited_events.hpp"

namespace gatehouse::audit {

bool LimitedEvents::admit(std::string_view what, std::string_view address, Monotonic now) {
  const std::scoped_lock lock(mutex_);
  if (now >= window_ends_) {
    seen_.clear();
    window_ends_ = now + window;
  }
  if (seen_.size() >= most) return false;
  return seen_.insert(std::string(what) + ' ' + std::string(address)).second;
}

}  // namespace gatehouse::audit
