#pragma once

// Tells a registered program what a token says, and whether it is good at this moment (RFC 7662). Asking
// changes nothing: a refresh token is neither rotated by it nor counted as used.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/app/authenticate.hpp"
#include "auth/app/session_ports.hpp"

namespace gatehouse::auth {

/// RFC 7662, 2.2. Of a token that is not active nothing is told.
struct Introspection {
  bool active = false;
  std::optional<std::string> token_type{};  // of access tokens alone, as the rest up to `session`
  std::optional<std::string> client_id{};
  std::optional<std::string> issuer{};
  std::optional<std::string> audience{};
  std::optional<std::string> id{};
  std::optional<std::int64_t> issued_at{};
  std::optional<std::string> session{};
  std::optional<std::string> subject{};
  std::optional<std::int64_t> expires_at{};
};

/// Thread-safe.
class IntrospectToken {
 public:
  IntrospectToken(Authenticate& authenticate, AccessTokens& tokens, Sessions& sessions,
                  RefreshTokens& refresh_tokens, Accounts& accounts, const Clock& clock,
                  SessionPolicy session_policy)
      : authenticate_(authenticate),
        tokens_(tokens),
        sessions_(sessions),
        refresh_tokens_(refresh_tokens),
        accounts_(accounts),
        clock_(clock),
        session_policy_(session_policy) {}

  /// Of an access or a refresh token: each is known by its form. An access token is active where this server
  /// would take it and its session lives, a refresh token where it is the live one of its session.
  Introspection operator()(std::string_view token);

 private:
  Introspection of_refresh_token(const PresentedToken& presented);
  Introspection of_access_token(std::string_view token);

  Authenticate& authenticate_;
  AccessTokens& tokens_;
  Sessions& sessions_;
  RefreshTokens& refresh_tokens_;
  Accounts& accounts_;
  const Clock& clock_;
  SessionPolicy session_policy_;
};

}  // namespace gatehouse::auth
