#pragma once

// Access tokens as JWS compact serialisation (RFC 7515, 7), read strictly: exactly three parts of canonical
// base64url, a header of exactly `alg`, `kid` and `typ`, the one algorithm that our keys have, a key that we
// hold, JSON without duplicate names and with exact kinds. Nothing is fetched, and nothing in the header
// chooses anything but one of our keys.

#include "auth/adapters/signing_keys.hpp"
#include "auth/app/ports.hpp"

namespace gatehouse::auth::adapters {

class JwtAccessTokens final : public AccessTokens {
 public:
  explicit JwtAccessTokens(const SigningKeys& keys) : keys_(keys) {}

  std::string sign(const AccessToken& token) override;
  std::optional<TokenClaims> open(std::string_view text) override;

 private:
  const SigningKeys& keys_;
};

}  // namespace gatehouse::auth::adapters
