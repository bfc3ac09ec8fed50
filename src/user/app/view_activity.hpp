#pragma once

// Shows its owner what happened to an account, and from where.

#include <algorithm>

#include "kernel/result.hpp"
#include "user/app/activity_ports.hpp"
#include "user/app/ports.hpp"
#include "user/domain/errors.hpp"
#include "user/domain/owner.hpp"

namespace gatehouse::user {

/// Thread-safe.
class ViewActivity {
 public:
  static constexpr std::int64_t usual_limit = 50;
  static constexpr std::int64_t most_limit = 100;

  ViewActivity(Users& users, ActivityLog& log) : users_(users), log_(log) {}

  /// Refuses with `account_gone`, and with `invalid_request` where `after` was not given out for this user.
  Result<ActivityPage> operator()(const Owner& owner, std::optional<std::string_view> after,
                                  std::optional<std::int64_t> limit) {
    const std::optional<User> user = users_.find(owner.id());
    if (!user) return refuse(account_gone);
    auto page = log_.page({.user = owner.id(),
                           .since = user->created_at,
                           .after = after,
                           .most = std::clamp(limit.value_or(usual_limit), std::int64_t{1}, most_limit)});
    if (!page) return refuse(FieldFaults{{"after", "invalid_format", "This is no place to go on from."}});
    return std::move(*page);
  }

 private:
  Users& users_;
  ActivityLog& log_;
};

}  // namespace gatehouse::user
