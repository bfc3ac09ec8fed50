#pragma once

// Makes the token of somebody who has just proven who they are.

#include <string>

#include "auth/app/ports.hpp"

namespace gatehouse::auth {

struct IssuedToken {
  std::string text;
  std::chrono::seconds expires_in{};
};

/// Thread-safe.
class IssueAccessToken {
 public:
  IssueAccessToken(AccessTokens& tokens, Randomness& randomness, const Clock& clock, TokenPolicy policy)
      : tokens_(tokens), randomness_(randomness), clock_(clock), policy_(std::move(policy)) {}

  IssuedToken operator()(UserId user);

 private:
  AccessTokens& tokens_;
  Randomness& randomness_;
  const Clock& clock_;
  TokenPolicy policy_;
};

}  // namespace gatehouse::auth
