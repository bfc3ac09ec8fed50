#pragma once

// What becomes of signing keys with time: the next one comes when its turn is, the private half of one that
// has retired is erased, and its row goes once nobody will ask about it any more.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "auth/app/rotate_keys.hpp"

namespace gatehouse::auth {

struct KeyPolicy {
  std::string algorithm = "ES256";
  std::optional<std::chrono::seconds> rotation{};  // the age at which a key gets a follower; nothing: never
  std::chrono::seconds token_lifetime{900};
};

/// Thread-safe. To be called at the start and now and then, by every server.
class MaintainKeys {
 public:
  MaintainKeys(SigningKeyStore& store, RotateKeys& rotate, Transactions& transactions, AuditTrail& audit,
               const Clock& clock, KeyPolicy policy)
      : store_(store),
        rotate_(rotate),
        transactions_(transactions),
        audit_(audit),
        clock_(clock),
        policy_(std::move(policy)) {}

  /// Makes the first key where there is none.
  void begin();

  /// Begins a rotation where the newest key is of another algorithm than the one that is wanted.
  void follow_algorithm();

  /// Where nothing is to be done it reads the keys and writes nothing.
  void operator()();

 private:
  void settle();

  SigningKeyStore& store_;
  RotateKeys& rotate_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
  KeyPolicy policy_;
};

}  // namespace gatehouse::auth
