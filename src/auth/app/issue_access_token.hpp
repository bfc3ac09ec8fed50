#pragma once

// Makes the access tokens of a session.

#include <string>

#include "auth/app/ports.hpp"

namespace gatehouse::auth {

struct IssuedToken {
  std::string text;
  std::chrono::seconds expires_in{};
  Time expires_at{};
};

/// Thread-safe.
class IssueAccessToken {
 public:
  IssueAccessToken(AccessTokens& tokens, Randomness& randomness, const Clock& clock, TokenPolicy policy)
      : tokens_(tokens), randomness_(randomness), clock_(clock), policy_(std::move(policy)) {}

  IssuedToken operator()(const TokenSubject& subject);

 private:
  AccessTokens& tokens_;
  Randomness& randomness_;
  const Clock& clock_;
  TokenPolicy policy_;
};

}  // namespace gatehouse::auth
