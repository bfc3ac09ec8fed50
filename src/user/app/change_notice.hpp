#pragma once

// What is told of a change, to the address from before it.

#include <string>
#include <string_view>

#include "user/domain/user.hpp"
#include "user/messages/account_changed.hpp"

namespace gatehouse::user {

/// `change`: one of those that `AccountChanged` names.
inline AccountChanged told_to(const User& before, std::string_view change) {
  return {.user_id = before.id.value,
          .email = before.email,
          .change = std::string(change),
          .email_verified_at = before.email_verified_at.transform(to_millis)};
}

}  // namespace gatehouse::user
