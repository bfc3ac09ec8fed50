#pragma once

// Makes the code for an address that awaits its proof, and hands it to the mailer. What is kept is a keyed
// hash, so a code that was not sent is lost: whoever called tries again, with another code.

#include <string_view>

#include "auth/app/ports.hpp"

namespace gatehouse::auth {

/// Thread-safe. Called inside a transaction (by the handler of an event).
class IssueCode {
 public:
  IssueCode(VerificationCodes& codes, CodeHashes& hashes, Randomness& randomness, Accounts& accounts,
            Mailer& mailer, const Clock& clock)
      : codes_(codes),
        hashes_(hashes),
        randomness_(randomness),
        accounts_(accounts),
        mailer_(mailer),
        clock_(clock) {}

  /// Does nothing where that account does not hold the address unproven (any more).
  void operator()(UserId user, std::string_view email);

 private:
  VerificationCodes& codes_;
  CodeHashes& hashes_;
  Randomness& randomness_;
  Accounts& accounts_;
  Mailer& mailer_;
  const Clock& clock_;
};

}  // namespace gatehouse::auth
