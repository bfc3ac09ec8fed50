#pragma once

// Takes a signing key out of use at once, for an operator who does not trust it any more: what it signed is
// refused by every server within seconds. The key that signs cannot go before another one does.

#include <chrono>
#include <string_view>

#include "auth/app/key_ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/clock.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

enum class KeyRetirement { retired, unknown, retired_before, signs };

/// Thread-safe.
class RetireKey {
 public:
  RetireKey(SigningKeyStore& store, Transactions& transactions, AuditTrail& audit, const Clock& clock,
            std::chrono::seconds token_lifetime)
      : store_(store),
        transactions_(transactions),
        audit_(audit),
        clock_(clock),
        token_lifetime_(token_lifetime) {}

  KeyRetirement operator()(std::string_view kid);

 private:
  KeyRetirement retire(std::string_view kid);

  SigningKeyStore& store_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
  std::chrono::seconds token_lifetime_;
};

}  // namespace gatehouse::auth
