#pragma once

// What keeps sign-up from being asked which nicknames are taken, over and over.

#include <string>

#include "kernel/result.hpp"

namespace gatehouse::user {

/// By address of the client. Thread-safe. Throws `Unavailable`.
class SignUpLimits {
 public:
  virtual ~SignUpLimits() = default;

  /// Refuses with `too_many_requests` where too many sign-ups from there met a taken nickname.
  virtual Result<void> admit(const std::string& address) = 0;

  /// One more has. Refuses in the same way, where those in flight have used the rest up.
  virtual Result<void> count_conflict(const std::string& address) = 0;
};

}  // namespace gatehouse::user
