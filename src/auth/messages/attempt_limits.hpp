#pragma once

// What others ask this context before they check a password of an account: guesses count with those at
// sign-in, wherever they are made.

#include <string>

#include "kernel/ids.hpp"
#include "kernel/result.hpp"

namespace gatehouse::auth {

/// A guess of the password of an account by somebody who is signed in to it. Each session has its own
/// budget, so that failed sign-ins of others do not keep the owner from changing the password.
struct PasswordGuess {
  UserId user;
  std::string session;  // `sid` of the access token; empty: it has none, and counts with the sign-ins
  std::string address;  // of the client
};

/// Thread-safe. Throws `Unavailable`.
class AttemptLimits {
 public:
  virtual ~AttemptLimits() = default;

  /// Spends the guess as if it were wrong; refuses with `too_many_requests`. Call it outside a transaction.
  virtual Result<void> admit(const PasswordGuess& guess) = 0;

  /// The password was right. Joins the transaction of the calling thread.
  virtual void forgive(const PasswordGuess& guess) = 0;
};

}  // namespace gatehouse::auth
