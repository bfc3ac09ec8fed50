#pragma once

// Codes under HMAC: who steals the database and not the master key can try all million codes and learns
// nothing.

#include "auth/app/ports.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::auth::adapters {

class KeyedCodeHashes final : public CodeHashes {
 public:
  explicit KeyedCodeHashes(crypto::SecretBytes key) : key_(std::move(key)) {}

  std::string hash(Purpose purpose, UserId user, std::string_view email_key,
                   const VerificationCode& code) override;
  bool equal(std::string_view a, std::string_view b) override;

 private:
  crypto::SecretBytes key_;
};

}  // namespace gatehouse::auth::adapters
