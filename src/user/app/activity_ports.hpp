#pragma once

// What the owner of an account may read of its audit trail.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::user {

struct Activity {
  Time at;
  std::string event;
  std::string outcome;
  std::optional<std::string> address{};
  std::optional<std::string> session_id{};

  friend bool operator==(const Activity&, const Activity&) = default;
};

struct ActivityPage {
  std::vector<Activity> items;
  std::optional<std::string> next{};  // where it goes on: an opaque text, good for that user alone
};

struct ActivityWanted {
  UserId user;
  Time since;                             // nothing from before: what was aimed at the id then was not theirs
  std::optional<std::string_view> after;  // `next` of the page before
  std::int64_t most = 0;
};

class ActivityLog {
 public:
  virtual ~ActivityLog() = default;
  /// The newest first; nothing where `after` was not given out for that user. Throws `Unavailable`.
  virtual std::optional<ActivityPage> page(const ActivityWanted& wanted) = 0;
};

}  // namespace gatehouse::user
