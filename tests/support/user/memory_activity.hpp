#pragma once

// The activity of a test, in memory. Where a page goes on is the number of items before it.

#include <algorithm>
#include <string>
#include <vector>

#include "user/app/activity_ports.hpp"

namespace gatehouse::user::testing {

class MemoryActivity final : public ActivityLog {
 public:
  std::optional<ActivityPage> page(const ActivityWanted& wanted) override {
    asked.push_back({wanted.user, wanted.most});
    if (wanted.after && wanted.after->find_first_not_of("0123456789") != std::string_view::npos) {
      return std::nullopt;
    }
    const std::size_t from = wanted.after ? std::stoul(std::string(*wanted.after)) : 0;
    const std::size_t to = std::min(items.size(), from + static_cast<std::size_t>(wanted.most));
    ActivityPage page;
    for (std::size_t i = from; i < to; ++i) page.items.push_back(items[i]);
    if (to < items.size()) page.next = std::to_string(to);
    return page;
  }

  struct Asked {
    UserId user;
    std::int64_t most = 0;
  };
  std::vector<Asked> asked;
  std::vector<Activity> items;  // the newest first
};

}  // namespace gatehouse::user::testing
