#pragma once

// Makes an account. The address is only typed yet: whoever proves addresses hears of it by
// `user.signed_up.v1`.

#include <string_view>

#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "user/app/ports.hpp"
#include "user/app/sign_up_limits.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::user {

/// As typed; everything is checked here.
struct SignUpForm {
  std::string_view nickname;
  std::string_view email;
  std::string_view password;
  Language language = Language::english;  // to be written to in
};

/// Thread-safe. Hashes: for the hashing lane.
class SignUp {
 public:
  SignUp(Users& users, PasswordHasher& hasher, const PasswordPolicy& policy, Events& events,
         SignUpLimits& limits, Transactions& transactions, AuditTrail& audit, const Clock& clock)
      : users_(users),
        hasher_(hasher),
        policy_(policy),
        events_(events),
        limits_(limits),
        transactions_(transactions),
        audit_(audit),
        clock_(clock) {}

  /// Refuses with `invalid_request` or `nickname_taken`. That an address has an account already is no reason,
  /// and is never told. Where too many met a taken nickname from the same address, with `too_many_requests`.
  Result<User> operator()(const SignUpForm& form, const Origin& origin);

 private:
  Users& users_;
  PasswordHasher& hasher_;
  const PasswordPolicy& policy_;
  Events& events_;
  SignUpLimits& limits_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
};

}  // namespace gatehouse::user
