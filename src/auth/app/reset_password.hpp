#pragma once

// A handle, its code and a new password for an account whose password is not known. The steps are in this
// order so that nothing is lost on the way and nobody learns anything: what nobody may have as a password
// costs no attempt; an attempt is spent before it is looked at; only the right code leads to a hash; what the
// account's own names refuse gives the attempt back; and the rest happens all together or not at all.

#include <optional>
#include <string>
#include <string_view>

#include "auth/app/guess_limits.hpp"
#include "auth/app/ports.hpp"
#include "auth/app/recovery_ports.hpp"
#include "auth/app/sign_in_ports.hpp"
#include "auth/messages/session_requests.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// As typed.
struct ResetForm {
  std::string_view reset_id;
  std::string_view code;
  std::string_view new_password;
};

struct ResetNeeds {
  PasswordResets& resets;
  CodeHashes& code_hashes;
  SecretHashes& secret_hashes;
  Accounts& accounts;
  RecoverableAccounts& recoverable;
  SessionRequests& sessions;
  GuessLimits& guesses;
  SignInLimits& sign_ins;
  Transactions& transactions;
  AuditTrail& audit;
  const Clock& clock;
};

/// Thread-safe. Hashes: call it on the hashing lane, outside a transaction.
class ResetPassword {
 public:
  static constexpr std::string_view password_field = "new_password";

  explicit ResetPassword(const ResetNeeds& needs) : needs_(needs) {}

  /// Why nobody may have this password.
  std::optional<FieldFault> fault_of(std::string_view password) const {
    return needs_.recoverable.password_fault(password_field, password);
  }

  /// Refuses with `verification_failed` whatever is wrong with the handle or the code; with `invalid_request`
  /// where the password is, and the code is as good as before; and with `too_many_requests`.
  Result<void> operator()(const ResetForm& form, const Origin& origin);

 private:
  /// Whose code it was, as they are.
  struct Proof {
    Contact owner;
    std::string handle_hash;
    std::string code_hash;
  };

  std::optional<Proof> guess(const ResetForm& form, const Origin& origin);
  void give_back(const Proof& proof, const Origin& origin);
  Result<void> finish(const Proof& proof, const NewPassword& password, const Origin& origin);

  ResetNeeds needs_;
};

}  // namespace gatehouse::auth
