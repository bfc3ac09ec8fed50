#pragma once

// Access tokens as JWS (jws.hpp) whose type is theirs alone and whose claims are each of their exact kind.

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
