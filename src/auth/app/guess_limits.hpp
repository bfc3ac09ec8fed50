#pragma once

// What guards everything else that can be asked or guessed too often: requests for codes, guesses of codes,
// guesses of the secrets of registered callers.

#include <string>
#include <string_view>

#include "kernel/result.hpp"

namespace gatehouse::auth {

/// By typed address (its canonical key), over every endpoint that sends a code; whether an account has it
/// plays no part. Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class CodeRequestLimits {
 public:
  virtual ~CodeRequestLimits() = default;

  /// Somebody asks for a code: refuses with `too_many_requests`.
  virtual Result<void> take(std::string_view email_key) = 0;

  /// A code that nobody asked for by itself, as that of a sign-up: it counts for the day and does not start
  /// the wait until the next. False where the day is used up, so that it must not be sent.
  virtual bool take_unasked(std::string_view email_key) = 0;
};

enum class Guess { verification_code, client_secret };

/// By address of the client. Thread-safe. Throws `Unavailable`.
class GuessLimits {
 public:
  virtual ~GuessLimits() = default;

  /// Spends the guess as if it were wrong; refuses with `too_many_requests`. Call it outside a transaction.
  virtual Result<void> admit(Guess guess, const std::string& address) = 0;

  /// The guess was right: it is given back. Joins the transaction of the calling thread.
  virtual void forgive(Guess guess, const std::string& address) = 0;
};

}  // namespace gatehouse::auth
