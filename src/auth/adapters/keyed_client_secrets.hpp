#pragma once

// Secrets of clients: random, and stored as keyed hashes, so that a stolen database lets nobody in. They are
// too long to be guessed, so a slow hash would only cost time.

#include <utility>

#include "auth/app/client_ports.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::auth::adapters {

/// Thread-safe.
class KeyedClientSecrets final : public ClientSecrets {
 public:
  explicit KeyedClientSecrets(crypto::SecretBytes key) : key_(std::move(key)) {}

  std::string id() override;
  std::string secret() override;
  std::string hash(std::string_view id, std::string_view secret) override;
  bool equal(std::string_view a, std::string_view b) override;

 private:
  crypto::SecretBytes key_;
};

}  // namespace gatehouse::auth::adapters
