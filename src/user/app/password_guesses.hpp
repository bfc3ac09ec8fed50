#pragma once

// Whether somebody who is signed in may try the current password of their account once more.

#include <string>

#include "kernel/result.hpp"
#include "user/domain/owner.hpp"

namespace gatehouse::user {

/// Thread-safe. Throws `Unavailable`.
class PasswordGuesses {
 public:
  virtual ~PasswordGuesses() = default;

  /// Counts the guess as if it were wrong; refuses with `too_many_requests`. Call it outside a transaction.
  virtual Result<void> admit(const Owner& owner, const std::string& address) = 0;

  /// It was right.
  virtual void forgive(const Owner& owner, const std::string& address) = 0;
};

}  // namespace gatehouse::user
