#pragma once

// What recovery needs from the world: resets that are under way, links that undo a change, and what the user
// context does to an account for whoever has proven here that it is theirs.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "kernel/error.hpp"
#include "kernel/ids.hpp"
#include "kernel/result.hpp"

namespace gatehouse::auth {

/// A reset under way as it is kept: neither its handle nor its code are in here.
struct KeptReset {
  std::string handle_hash;
  UserId user;
  std::string email;
  std::string code_hash;
  Time created_at;
  Time expires_at;
};

struct ResetUnderTest {
  UserId user;
  std::string email;
  std::string code_hash;
};

/// Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class PasswordResets {
 public:
  virtual ~PasswordResets() = default;

  /// With the handle of one that is kept already, only the code is another: used stays used, and attempts
  /// stay spent.
  virtual void put(const KeptReset& reset) = 0;

  /// Spends one attempt and says what to hold the guess against; nothing where the handle is unknown, or its
  /// code is expired, used, or has no attempt left. One statement: guesses that come together are counted one
  /// by one.
  virtual std::optional<ResetUnderTest> spend_attempt(std::string_view handle_hash, Time now) = 0;

  /// Writes, and changes nothing that counts, as `VerificationCodes::spend_nothing` does.
  virtual void spend_nothing(bool attempt_spent) = 0;

  /// The guess was right and came to nothing for another reason.
  virtual void give_back(std::string_view handle_hash) = 0;

  /// False where that very code is not out any more.
  virtual bool use(std::string_view handle_hash, std::string_view code_hash, Time now) = 0;

  virtual void forget(UserId user) = 0;

  /// Deletes at most `limit` resets that expired by `now`; says how many.
  virtual std::int64_t sweep(Time now, std::int64_t limit) = 0;
};

/// A link that is yet to be used.
struct KeptUndo {
  std::string token_hash;
  UserId user;
  std::string change;
  std::string email;  // the address to restore
  std::optional<Time> email_verified_at{};
  Time created_at;
  Time expires_at;
};

struct UndoLink {
  UserId user;
  std::string change;
  std::string email;
  std::optional<Time> email_verified_at{};
  Time created_at;
  Time expires_at;
  std::optional<Time> used_at{};
  std::optional<Time> password_set_at{};
  std::int64_t credential_version = 0;  // that its undo left behind

  friend bool operator==(const UndoLink&, const UndoLink&) = default;
};

/// Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class UndoLinks {
 public:
  virtual ~UndoLinks() = default;

  /// Of a user's links each is younger than the ones before it, whatever the clocks of several servers say.
  virtual void put(const KeptUndo& link) = 0;

  /// When a change of that kind was last told to that address by a link that is still to be used.
  virtual std::optional<Time> last_told(UserId user, std::string_view change, std::string_view email) = 0;

  virtual std::optional<UndoLink> find(std::string_view token_hash) = 0;

  /// False where the link is unknown, expired or used. One conditional statement.
  virtual bool use(std::string_view token_hash, Time now) = 0;

  /// Notes what password the account has after the undo.
  virtual void note_version(std::string_view token_hash, std::int64_t credential_version) = 0;

  /// False where a password was set by that link already, or it may not be any more. One conditional
  /// statement.
  virtual bool use_for_password(std::string_view token_hash, Time now) = 0;

  /// Makes a user's links from `since` on worth nothing, but for the one of that token.
  virtual void end_since(UserId user, Time since, std::string_view but_for, Time now) = 0;

  virtual void forget(UserId user) = 0;

  /// Deletes at most `limit` links that are of no use since `now`; says how many.
  virtual std::int64_t sweep(Time now, std::int64_t limit) = 0;
};

/// What has not been told yet of changes to an account. Joins the transaction of the calling thread.
class PendingNotices {
 public:
  virtual ~PendingNotices() = default;
  /// It never will be.
  virtual void withdraw(UserId user) = 0;
};

/// How the secrets that people are given are kept: handles of resets, tokens of links.
class SecretHashes {
 public:
  virtual ~SecretHashes() = default;
  virtual std::string of_reset_handle(std::string_view handle) = 0;
  virtual std::string of_undo_token(std::string_view token) = 0;
};

/// A password on its way into an account.
struct NewPassword {
  std::string hash;
  std::int64_t credential_version = 0;  // of the password in whose place it comes
};

struct FormerAddress {
  std::string email;
  std::optional<Time> verified_at{};
};

struct Restored {
  bool address_is_elsewhere = false;  // another account has proven it meanwhile: it is unverified here
  std::int64_t credential_version = 0;
};

/// What the user context does to accounts. Thread-safe; what changes an account joins the transaction of the
/// calling thread. Throws `Unavailable`.
class RecoverableAccounts {
 public:
  virtual ~RecoverableAccounts() = default;

  /// Why nobody may have this password. Asks no database and hashes nothing.
  virtual std::optional<FieldFault> password_fault(std::string_view field, std::string_view typed) = 0;

  /// Hashes. Refuses with `invalid_request` what is no password for this account, and otherwise where the
  /// account is gone.
  virtual Result<NewPassword> prepare_password(UserId user, std::string_view field,
                                               std::string_view typed) = 0;

  /// Of no password. Hashes.
  virtual std::string unusable_hash() = 0;

  /// False where the password is another one than the new one was prepared for, or where the account has not
  /// (or no longer) proven `proven_email`. Gives up a pending address, and tells the change.
  virtual bool set_password(UserId user, const NewPassword& password,
                            const std::optional<std::string>& proven_email) = 0;

  /// Nothing where the account is gone. `password_hash`, where there is one, comes in the place of its
  /// password.
  virtual std::optional<Restored> restore(UserId user, const FormerAddress& former,
                                          const std::optional<std::string>& password_hash) = 0;
};

}  // namespace gatehouse::auth
