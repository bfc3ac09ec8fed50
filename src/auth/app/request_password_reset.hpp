#pragma once

// Somebody says that they do not know their password. Whether the address has an owner is not looked at here,
// so the answer and the work are the same; the handler of the event looks. Nothing is taken away from anybody
// by it: sessions, the password and older codes stay good.

#include <string>
#include <string_view>

#include "auth/app/guess_limits.hpp"
#include "auth/app/ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/origin.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class RequestPasswordReset {
 public:
  RequestPasswordReset(Events& events, Accounts& accounts, CodeRequestLimits& limits, Randomness& randomness,
                       Transactions& transactions, AuditTrail& audit)
      : events_(events),
        accounts_(accounts),
        limits_(limits),
        randomness_(randomness),
        transactions_(transactions),
        audit_(audit) {}

  bool takes(std::string_view email) const { return accounts_.canonical_email(email).has_value(); }

  /// The handle of the reset. Refuses what `takes` does not, and with `too_many_requests`.
  Result<std::string> operator()(std::string_view email, const Origin& origin);

 private:
  Events& events_;
  Accounts& accounts_;
  CodeRequestLimits& limits_;
  Randomness& randomness_;
  Transactions& transactions_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::auth
