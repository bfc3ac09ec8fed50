#pragma once

// Erases an account at its owner's wish. What others keep of it they erase when they hear `user.deleted.v1`.

#include <optional>
#include <string_view>

#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "user/app/current_password.hpp"
#include "user/app/ports.hpp"
#include "user/app/session_ports.hpp"
#include "user/domain/owner.hpp"

namespace gatehouse::user {

/// Thread-safe. Hashes: for the hashing lane.
class DeleteAccount {
 public:
  DeleteAccount(Users& users, PasswordHasher& hasher, PasswordGuesses& guesses, OpenSessions& sessions,
                Events& events, Transactions& transactions, AuditTrail& audit)
      : users_(users),
        check_current_password_(hasher, guesses, audit),
        sessions_(sessions),
        events_(events),
        transactions_(transactions),
        audit_(audit) {}

  /// Refuses with `invalid_request` (the password is missing or incorrect), `account_gone` or
  /// `too_many_requests`. `found` is what is known to be wrong with the request by its shape: it is refused
  /// together with what is found here.
  Result<void> operator()(const Owner& owner, std::optional<std::string_view> current_password,
                          const Origin& origin, FieldFaults found = {});

 private:
  Result<void> remove(const Owner& owner, const std::string& verified_hash, const Origin& origin);

  Users& users_;
  CheckCurrentPassword check_current_password_;
  OpenSessions& sessions_;
  Events& events_;
  Transactions& transactions_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::user
