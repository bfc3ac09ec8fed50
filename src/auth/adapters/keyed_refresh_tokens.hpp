#pragma once

// Refresh tokens as base64url of 56 octets: the session's id (16), the generation (8, big endian) and an HMAC
// (32) over both and the session's seed. So the database holds no token and makes none without the master
// key; every older generation of a session is known for what it is, without a row for each.

#include "auth/app/session_ports.hpp"
#include "platform/crypto/sealed_box.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::auth::adapters {

class KeyedRefreshTokens final : public RefreshTokens {
 public:
  KeyedRefreshTokens(crypto::SecretBytes key, crypto::SealedBox box)
      : key_(std::move(key)), box_(std::move(box)) {}

  std::string seed() override;
  std::string write(const std::string& session, std::int64_t generation, const std::string& seed) override;
  std::optional<PresentedToken> read(std::string_view text) override;
  bool is_genuine(const PresentedToken& token, const std::string& seed) override;
  std::string hash(std::string_view text) override;

  std::string seal(const std::string& access_token, const std::string& session,
                   std::int64_t generation) override;
  std::string open(const std::string& sealed, const std::string& session, std::int64_t generation) override;

 private:
  std::string proof(const std::string& session, std::int64_t generation, const std::string& seed) const;

  crypto::SecretBytes key_;
  crypto::SealedBox box_;
};

}  // namespace gatehouse::auth::adapters
