#pragma once

// What another context may have done to an account for somebody who has proven elsewhere that it is theirs:
// a new password in place of one they do not know, and the way back from a change that they did not make.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "kernel/error.hpp"
#include "kernel/ids.hpp"
#include "kernel/result.hpp"

namespace gatehouse::user {

/// A password on its way into an account.
struct NewPassword {
  std::string hash;
  std::int64_t credential_version = 0;  // of the password in whose place it comes
};

/// What an account had.
struct FormerAddress {
  std::string email;
  std::optional<Time> verified_at{};
};

/// How an account stands after the way back.
struct Restored {
  bool address_is_elsewhere = false;  // another account has proven it meanwhile: it is unverified here
  std::int64_t credential_version = 0;
};

/// Thread-safe. Throws `Unavailable`. What changes an account joins the transaction of the calling thread.
class AccountRecovery {
 public:
  virtual ~AccountRecovery() = default;

  /// Why nobody may have this password; nothing where somebody may. Pure: asks no database and hashes
  /// nothing.
  virtual std::optional<FieldFault> password_fault(std::string_view field, std::string_view typed) = 0;

  /// Hashes: ask on the hashing lane, outside a transaction. Refuses with `invalid_request` what is no
  /// password for this account, and otherwise where the account is gone.
  virtual Result<NewPassword> prepare_password(UserId user, std::string_view field,
                                               std::string_view typed) = 0;

  /// A hash that no password has. Hashes: as above.
  virtual std::string unusable_hash() = 0;

  /// Gives up a pending address too, and tells the change. False where the password is another one than the
  /// new one was prepared for, or where the account has not (or no longer) proven `proven_email`.
  virtual bool set_password(UserId user, const NewPassword& password,
                            const std::optional<std::string>& proven_email) = 0;

  /// Gives the account its former address as it was, ends a change of address under way, and puts
  /// `password_hash`, where there is one, in the place of its password. Tells nobody. Nothing where the
  /// account is gone.
  virtual std::optional<Restored> restore(UserId user, const FormerAddress& former,
                                          const std::optional<std::string>& password_hash) = 0;
};

}  // namespace gatehouse::user
