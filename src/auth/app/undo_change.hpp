#pragma once

// Takes a change back for whoever reads the mail of the address from before it: the former address returns,
// all sessions end, and everything that a thief may have prepared dies.
//
// Where that address was proven, its reader is the owner: the password is put out of use, which may be the
// thief's, and a new one may be set by the same link. Where it was not, its reader may be anybody (somebody
// typed an address that is not theirs), so the password stays, and with it the account its owner's.

#include <optional>
#include <string>
#include <string_view>

#include "auth/app/ports.hpp"
#include "auth/app/recovery_ports.hpp"
#include "auth/app/sign_in_ports.hpp"
#include "auth/messages/session_requests.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

enum class UndoStage {
  offered,          // the change can be taken back
  awaits_password,  // it has been, and a new password may be set
  over,             // used, or too late, or overtaken by another undo
  unknown,
};

/// What a link is good for now.
struct UndoView {
  UndoStage stage = UndoStage::unknown;
  std::string change{};
  std::string email{};        // the former address
  bool was_verified = false;  // then
  std::string language{};     // of the account; empty where there is none
};

struct UndoneChange {
  bool address_is_elsewhere = false;  // another account has proven it meanwhile
  bool asks_password = false;
};

struct UndoNeeds {
  UndoLinks& links;
  SecretHashes& hashes;
  PendingNotices& notices;
  PasswordResets& resets;
  VerificationCodes& codes;
  Accounts& accounts;
  RecoverableAccounts& recoverable;
  SessionRequests& sessions;
  SignInLimits& sign_ins;
  Transactions& transactions;
  AuditTrail& audit;
  const Clock& clock;
};

/// Thread-safe. Hashes, but for `look`: call it on the hashing lane, outside a transaction.
class UndoChange {
 public:
  static constexpr std::string_view password_field = "new_password";

  explicit UndoChange(const UndoNeeds& needs) : needs_(needs) {}

  /// Changes nothing, however often.
  UndoView look(std::string_view token);

  /// Nothing where the link does not offer it (any more): of those who come together one gets an answer.
  std::optional<UndoneChange> operator()(std::string_view token, const Origin& origin);

  /// The new password after an undo; false where the link does not await one (any more). Refuses with
  /// `invalid_request`, and may be tried again then.
  Result<bool> set_password(std::string_view token, std::string_view password, const Origin& origin);

 private:
  struct Found {
    std::string token_hash;
    UndoLink link;
    UndoStage stage;
    std::string language;
  };

  std::optional<Found> find(std::string_view token);
  Result<UndoneChange> undo(const UndoLink& link, const std::string& token_hash,
                            const std::optional<std::string>& unusable, const Origin& origin);

  UndoNeeds needs_;
};

}  // namespace gatehouse::auth
