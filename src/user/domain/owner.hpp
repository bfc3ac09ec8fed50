#pragma once

// The proof that who asks is whose account it is. What only an owner may do takes one, so that it cannot be
// forgotten.

#include <string>
#include <utility>

#include "kernel/ids.hpp"
#include "kernel/result.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {

class Owner {
 public:
  /// `forbidden` for another's account, whether that one exists or not. `session`: the one that they ask
  /// from.
  static Result<Owner> of(UserId account, UserId who_asks, std::string session = {}) {
    if (account != who_asks) return refuse(forbidden);
    return Owner(account, std::move(session));
  }

  UserId id() const { return id_; }
  /// Empty where it is not known.
  const std::string& session() const { return session_; }

 private:
  Owner(UserId id, std::string session) : id_(id), session_(std::move(session)) {}

  UserId id_;
  std::string session_;
};

}  // namespace gatehouse::user
