#pragma once

// Tells whose token it is: a good signature, claims that are believed, and an account that is still there.

#include <optional>
#include <string_view>

#include "auth/app/ports.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class Authenticate {
 public:
  Authenticate(AccessTokens& tokens, Accounts& accounts, const Clock& clock, TokenPolicy policy)
      : tokens_(tokens), accounts_(accounts), clock_(clock), policy_(std::move(policy)) {}

  std::optional<TokenHolder> operator()(std::string_view token);

 private:
  AccessTokens& tokens_;
  Accounts& accounts_;
  const Clock& clock_;
  TokenPolicy policy_;
};

}  // namespace gatehouse::auth
