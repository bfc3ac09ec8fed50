#pragma once

// Signing keys on a database of a test, with everything that cares for them.

#include <memory>
#include <string>

#include "auth/adapters/signing_keys.hpp"
#include "auth/app/maintain_keys.hpp"
#include "auth/app/retire_key.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::testing {

/// As one server has it: several on one database are several of these. The first key is made where none is.
class KeyHouse {
 public:
  KeyHouse(sql::Database& database, const Clock& clock, auth::KeyPolicy policy = {}, char master_key = 'k')
      : database_(database), clock_(clock), policy_(std::move(policy)), master_key_(master_key) {
    maintain.begin();
    read_anew();
  }

  /// As a server that starts.
  void read_anew() { keys_ = std::make_unique<auth::adapters::SigningKeys>(store, seal, clock_); }

  auth::adapters::SigningKeys& keys() { return *keys_; }

 private:
  sql::Database& database_;
  const Clock& clock_;
  auth::KeyPolicy policy_;
  char master_key_;

 public:
  RecordedAudit audit;
  auth::adapters::SqlSigningKeys store{database_};
  auth::adapters::SealedKeys seal{crypto::SealedBox(crypto::SecretBytes(std::string(32, master_key_)))};
  auth::RotateKeys rotate{store, seal, database_, audit, clock_, policy_.token_lifetime};
  auth::RetireKey retire{store, database_, audit, clock_, policy_.token_lifetime};
  auth::MaintainKeys maintain{store, rotate, database_, audit, clock_, policy_};

 private:
  std::unique_ptr<auth::adapters::SigningKeys> keys_;
};

}  // namespace gatehouse::testing
