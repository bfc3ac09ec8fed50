#pragma once

// Somebody with an account, as the rest of the program may know them: everything but the password.

#include <optional>
#include <string>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::user {

struct User {
  UserId id;
  std::string nickname;
  std::string email;
  std::optional<Time> email_verified_at;
  std::optional<std::string> pending_email;  // asked for, not yet proven
  Time created_at;
  Time updated_at;

  friend bool operator==(const User&, const User&) = default;
};

}  // namespace gatehouse::user
