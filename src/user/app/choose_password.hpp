#pragma once

// A new password for somebody who does not know the present one: what may be chosen, and its hash. Setting it
// is another step, so that no transaction waits for a hash.

#include <optional>
#include <string_view>

#include "kernel/result.hpp"
#include "user/app/ports.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::user {

/// Thread-safe.
class ChoosePassword {
 public:
  ChoosePassword(Users& users, PasswordHasher& hasher, const PasswordPolicy& policy)
      : users_(users), hasher_(hasher), policy_(policy) {}

  /// What is wrong with it, whosever it is to be.
  std::optional<FieldFault> fault_of(std::string_view field, std::string_view typed) const;

  /// Refuses with `invalid_request` or `account_gone`. Hashes: for the hashing lane.
  Result<NewPassword> operator()(UserId user, std::string_view field, std::string_view typed);

 private:
  Users& users_;
  PasswordHasher& hasher_;
  const PasswordPolicy& policy_;
};

}  // namespace gatehouse::user
