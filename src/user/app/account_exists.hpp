#pragma once

// Tells whether a token's user is still there.

#include "user/app/ports.hpp"

namespace gatehouse::user {

/// Thread-safe.
class AccountExists {
 public:
  explicit AccountExists(Users& users) : users_(users) {}

  bool operator()(UserId user) { return users_.find(user).has_value(); }

 private:
  Users& users_;
};

}  // namespace gatehouse::user
