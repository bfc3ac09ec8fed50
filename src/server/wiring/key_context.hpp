#pragma once

// The signing keys put together: made where there are none, read and opened at the start, read again while
// the server runs, and followed by others when their time is.

#include "auth/adapters/signing_keys.hpp"
#include "auth/app/maintain_keys.hpp"
#include "auth/app/rotate_keys.hpp"
#include "kernel/audit.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/sql/database.hpp"
#include "server/wiring/recurring.hpp"

namespace gatehouse::server {

class KeyContext {
 public:
  /// How soon a server learns of a rotation that another one, or `gatehouse keys`, has begun.
  static constexpr std::chrono::seconds reading_interval{2};

  /// Throws `SigningKeyRefused` with a sentence for the operator.
  KeyContext(sql::Database& database, const crypto::MasterKey& master_key, AuditTrail& audit,
             const Clock& clock, const auth::KeyPolicy& policy);

  auth::adapters::SigningKeys& keys() { return keys_; }
  /// To be called now and then.
  void maintain() { maintain_(); }

  void start() { watch_.start(); }
  void stop() { watch_.stop(); }

 private:
  auth::adapters::SqlSigningKeys store_;
  auth::adapters::SealedKeys sealed_;
  auth::RotateKeys rotate_;
  auth::MaintainKeys maintain_;
  auth::adapters::SigningKeys keys_;
  Recurring watch_;
};

}  // namespace gatehouse::server
