#pragma once

// Shows an account to its owner.

#include "kernel/result.hpp"
#include "user/app/ports.hpp"
#include "user/domain/errors.hpp"
#include "user/domain/owner.hpp"

namespace gatehouse::user {

/// Thread-safe.
class ViewAccount {
 public:
  explicit ViewAccount(Users& users) : users_(users) {}

  /// Refuses with `account_gone`.
  Result<User> operator()(const Owner& owner) {
    std::optional<User> user = users_.find(owner.id());
    if (!user) return refuse(account_gone);
    return std::move(*user);
  }

 private:
  Users& users_;
};

}  // namespace gatehouse::user
