#pragma once

// Somebody wants a (new) code for an address. Whether that account exists and holds the address is not looked
// at here, so the answer and the work are the same; the handler of the event looks.

#include <string_view>

#include "auth/app/guess_limits.hpp"
#include "auth/app/ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class RequestVerification {
 public:
  RequestVerification(VerificationCodes& codes, Events& events, Accounts& accounts, CodeRequestLimits& limits,
                      Transactions& transactions, AuditTrail& audit, const Clock& clock)
      : codes_(codes),
        events_(events),
        accounts_(accounts),
        limits_(limits),
        transactions_(transactions),
        audit_(audit),
        clock_(clock) {}

  bool takes(std::string_view email) const { return accounts_.canonical_email(email).has_value(); }

  /// When this returns, an older code for that address is dead. Refuses what `takes` does not, and with
  /// `too_many_requests` what comes too often for that address, whoever has it; the older code lives on then.
  Result<void> operator()(UserId user, std::string_view email, const Origin& origin);

 private:
  VerificationCodes& codes_;
  Events& events_;
  Accounts& accounts_;
  CodeRequestLimits& limits_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
};

}  // namespace gatehouse::auth
