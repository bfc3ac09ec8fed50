#pragma once

// Handles and tokens under HMAC: who steals the database can use none of them, and who may write to it but
// has not the master key can make none either.

#include "auth/app/recovery_ports.hpp"
#include "platform/crypto/keyed_hash.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::auth::adapters {

class KeyedSecretHashes final : public SecretHashes {
 public:
  explicit KeyedSecretHashes(crypto::SecretBytes key) : key_(std::move(key)) {}

  std::string of_reset_handle(std::string_view handle) override {
    return crypto::keyed_hash(key_, {"reset_handle", handle});
  }
  std::string of_undo_token(std::string_view token) override {
    return crypto::keyed_hash(key_, {"undo_token", token});
  }

 private:
  crypto::SecretBytes key_;
};

}  // namespace gatehouse::auth::adapters
