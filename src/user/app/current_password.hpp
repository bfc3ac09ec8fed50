#pragma once

// The fresh proof that who changes an account is its owner and not somebody at their open session.

#include <string>
#include <string_view>

#include "kernel/audit.hpp"
#include "kernel/origin.hpp"
#include "kernel/result.hpp"
#include "user/app/audited.hpp"
#include "user/app/form_faults.hpp"
#include "user/app/password_guesses.hpp"
#include "user/app/ports.hpp"
#include "user/domain/password.hpp"

namespace gatehouse::user {

inline constexpr std::string_view current_password_field = "current_password";

inline ValueFault incorrect_password() { return {fault::incorrect, "This is not the account's password."}; }
inline ValueFault missing_password() {
  return {fault::missing, "This is needed to show that the account is yours."};
}

/// Thread-safe. Hashes.
class CheckCurrentPassword {
 public:
  CheckCurrentPassword(PasswordHasher& hasher, PasswordGuesses& guesses, AuditTrail& audit)
      : hasher_(hasher), guesses_(guesses), audit_(audit) {}

  /// Whether `typed` is the password of that hash; a fault is noted where it is not, and the audit trail
  /// hears that `what` has failed. Refuses with `too_many_requests` who has guessed too often, before any
  /// work.
  Result<bool> operator()(const Owner& owner, const std::string& stored, std::string_view typed,
                          std::string_view what, const Origin& origin, FormFaults& faults) {
    if (const auto admitted = guesses_.admit(owner, origin.address); !admitted) {
      audit_.record(audited(what, owner, origin, AuditOutcome::limited));
      return std::unexpected(admitted.error());
    }
    const auto password = Password::parse(typed);
    const bool right = password && hasher_.verify(stored, password->view());
    if (right) {
      guesses_.forgive(owner, origin.address);
    } else {
      faults.add(current_password_field, incorrect_password());
      audit_.record(audited(what, owner, origin, AuditOutcome::failure));
    }
    return right;
  }

 private:
  PasswordHasher& hasher_;
  PasswordGuesses& guesses_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::user
