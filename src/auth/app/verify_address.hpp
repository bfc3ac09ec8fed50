#pragma once

// Holds a guess against the code that is out for an address, and on the right one confirms the address:
// attempt, use and confirmation are one transaction. A wrong guess is a result and no refusal there, since a
// refusal would undo the attempt it has spent.

#include <optional>
#include <string_view>

#include "auth/app/guess_limits.hpp"
#include "auth/app/ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class VerifyAddress {
 public:
  VerifyAddress(VerificationCodes& codes, CodeHashes& hashes, Accounts& accounts, GuessLimits& limits,
                Transactions& transactions, AuditTrail& audit, const Clock& clock)
      : codes_(codes),
        hashes_(hashes),
        accounts_(accounts),
        limits_(limits),
        transactions_(transactions),
        audit_(audit),
        clock_(clock) {}

  /// Refuses with `verification_failed`, whatever was wrong, and with `email_taken` where the code was right
  /// and another account has proven the address meanwhile. What is no code by its shape spends no attempt.
  /// Refuses with `too_many_requests` where too many wrong ones came from there.
  Result<void> operator()(UserId user, std::string_view email, std::string_view code, const Origin& origin);

 private:
  enum class Outcome { verified, failed, taken };

  Outcome guess(UserId user, const std::optional<std::string>& key,
                const std::optional<VerificationCode>& code);
  Outcome confirm(UserId user, const CodeUnderTest& right);

  VerificationCodes& codes_;
  CodeHashes& hashes_;
  Accounts& accounts_;
  GuessLimits& limits_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
};

}  // namespace gatehouse::auth
