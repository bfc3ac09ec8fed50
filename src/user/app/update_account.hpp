#pragma once

// Changes an account at its owner's wish: all that was asked for, or nothing. A new address waits for its
// proof; a change of address or password is told to the address of before. A new password also ends the other
// sessions, and gives up an address that awaits its proof: whoever asked for it may be the one against whom
// the password is changed.

#include <optional>
#include <string_view>

#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "user/app/current_password.hpp"
#include "user/app/form_faults.hpp"
#include "user/app/ports.hpp"
#include "user/app/session_ports.hpp"
#include "user/domain/owner.hpp"
#include "user/domain/password.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::user {

/// As typed; what is empty stays as it is.
struct AccountForm {
  std::optional<std::string_view> nickname{};
  std::optional<std::string_view> email{};
  std::optional<std::string_view> new_password{};
  std::optional<std::string_view>
      current_password{};  // needed for `email` and `new_password`, checked where given
};

/// Thread-safe. Hashes: for the hashing lane.
class UpdateAccount {
 public:
  UpdateAccount(Users& users, PasswordHasher& hasher, const PasswordPolicy& policy, PasswordGuesses& guesses,
                OpenSessions& sessions, Events& events, Transactions& transactions, AuditTrail& audit,
                const Clock& clock)
      : users_(users),
        hasher_(hasher),
        policy_(policy),
        check_current_password_(hasher, guesses, audit),
        sessions_(sessions),
        events_(events),
        transactions_(transactions),
        audit_(audit),
        clock_(clock) {}

  /// Refuses with `no_changes`, `invalid_request`, `nickname_taken`, `account_gone` or `too_many_requests`.
  /// `found` is what is known to be wrong with the request by its shape: it is refused together with what is
  /// found here.
  Result<User> operator()(const Owner& owner, const AccountForm& form, const Origin& origin,
                          FieldFaults found = {});

 private:
  Result<User> apply(const User& before, const UserChange& change);
  void tell(const User& before, const UserChange& change);
  void record(const Owner& owner, const UserChange& change, const Origin& origin);

  Users& users_;
  PasswordHasher& hasher_;
  const PasswordPolicy& policy_;
  CheckCurrentPassword check_current_password_;
  OpenSessions& sessions_;
  Events& events_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
};

}  // namespace gatehouse::user
