#pragma once

// Tells whose token it is: a good signature, claims that are believed, and nothing that has ended it before
// its time. Nothing of it reads the database: what ends an account or a session revokes its tokens.

#include <optional>
#include <string_view>

#include "auth/app/ports.hpp"
#include "auth/app/revocation_ports.hpp"
#include "auth/app/verified_tokens.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class Authenticate {
 public:
  Authenticate(AccessTokens& tokens, VerifiedTokens& verified, Revoked& revoked, const Clock& clock,
               TokenPolicy policy)
      : tokens_(tokens), verified_(verified), revoked_(revoked), clock_(clock), policy_(std::move(policy)) {}

  /// Throws `Unavailable` where it is not known what has ended.
  std::optional<TokenHolder> operator()(std::string_view token);

 private:
  AccessTokens& tokens_;
  VerifiedTokens& verified_;
  Revoked& revoked_;
  const Clock& clock_;
  TokenPolicy policy_;
};

}  // namespace gatehouse::auth
