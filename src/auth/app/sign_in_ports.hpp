#pragma once

// What guards the guessing of passwords at sign-in: every attempt is paid for before it is hashed, and is
// given back where it was right. A device that has signed in before pays from a budget of its own, so that
// nobody can lock the owner of an account out by guessing.

#include <optional>
#include <string>
#include <string_view>

#include "kernel/ids.hpp"
#include "kernel/result.hpp"

namespace gatehouse::auth {

struct SignInAttempt {
  std::string account_key;  // "user:17"; for an unknown name what all its spellings have in common
  std::string address;      // of the client
  std::optional<std::string> device{};  // as `DeviceTokens::read` gave it
};

/// Thread-safe. Throws `Unavailable`.
class SignInLimits {
 public:
  virtual ~SignInLimits() = default;

  /// Spends the attempt as if it had failed already, so that attempts in flight count too. Refuses with
  /// `too_many_requests`, the same for known and unknown accounts, and then spends nothing. Call it outside a
  /// transaction: it stays spent whatever becomes of the rest.
  virtual Result<void> admit(const SignInAttempt& attempt) = 0;

  /// The password was right: nothing stands against the account, the pair with this address and the device
  /// any more. Joins the transaction of the calling thread, in which nothing is audited before.
  virtual void forgive(const SignInAttempt& attempt) = 0;

  /// It was right, and is committed: the attempt is given back to what all sign-ins share. Within the
  /// transaction each of them would wait for the commit of the one before. Throws nothing: what is not given
  /// back stays spent.
  virtual void give_back(const SignInAttempt& attempt) = 0;

  /// What was admitted is over, whatever came of it.
  virtual void done(const SignInAttempt& attempt) = 0;

  /// The account got a new password by e-mail, from that address: failures on the old one are forgotten.
  /// Joins the transaction of the calling thread.
  virtual void forget(UserId user, const std::string& address) = 0;
};

/// What a client keeps to be known again: signed, of one account, and good for nothing but its own budget of
/// attempts. Thread-safe; asks no database.
class DeviceTokens {
 public:
  virtual ~DeviceTokens() = default;

  /// A token for the device that `read` has told, or for a new one.
  virtual std::string issue(UserId user, const std::optional<std::string>& device = std::nullopt) = 0;

  /// The device's id where the token is ours, of that account, and has not expired.
  virtual std::optional<std::string> read(UserId user, std::string_view token) = 0;
};

}  // namespace gatehouse::auth
