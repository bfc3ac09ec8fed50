#pragma once

// Puts a new signing key after the others. It is published with the next reading of the table, signs once
// nobody can be without it, and those before it retire once nothing that they signed can be good any more.

#include <chrono>
#include <optional>
#include <string_view>

#include "auth/app/key_ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/clock.hpp"
#include "kernel/function_ref.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

enum class KeyStart {
  once_published,
  at_once,  // verifiers that kept the published keys meet a key that they do not know
};

/// Thread-safe. Call it outside a transaction: it makes a key.
class RotateKeys {
 public:
  RotateKeys(SigningKeyStore& store, KeyForge& forge, Transactions& transactions, AuditTrail& audit,
             const Clock& clock, std::chrono::seconds token_lifetime)
      : store_(store),
        forge_(forge),
        transactions_(transactions),
        audit_(audit),
        clock_(clock),
        token_lifetime_(token_lifetime) {}

  KeyRecord operator()(std::string_view algorithm, KeyStart start);

  using Wanted = FunctionRef<bool(const KeyRing&, Time)>;

  /// Only where `wanted` says so of the keys as they are; servers that want it together rotate once. The
  /// first key of all signs at once.
  std::optional<KeyRecord> where(Wanted wanted, std::string_view algorithm, KeyStart start);

 private:
  KeyRecord add(const MadeKey& made, const KeyRing& ring, KeyStart start);

  SigningKeyStore& store_;
  KeyForge& forge_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
  std::chrono::seconds token_lifetime_;
};

/// Writes down when each key retires by those that follow it now. To be called where the ring was changed.
void plan_retirements(SigningKeyStore& store, Time now, std::chrono::seconds token_lifetime);

}  // namespace gatehouse::auth
