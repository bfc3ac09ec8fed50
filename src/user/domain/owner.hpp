#pragma once

// The proof that who asks is whose account it is. What only an owner may do takes one, so that it cannot be
// forgotten.

#include "kernel/ids.hpp"
#include "kernel/result.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {

class Owner {
 public:
  /// `forbidden` for another's account, whether that one exists or not.
  static Result<Owner> of(UserId account, UserId who_asks) {
    if (account != who_asks) return refuse(forbidden);
    return Owner(account);
  }

  UserId id() const { return id_; }

 private:
  explicit Owner(UserId id) : id_(id) {}

  UserId id_;
};

}  // namespace gatehouse::user
