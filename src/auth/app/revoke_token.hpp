#pragma once

// Ends the session that a token belongs to, for a registered program (RFC 7009): its refresh token and all
// its access tokens are no good from then on.

#include <string_view>

#include "auth/app/authenticate.hpp"
#include "auth/app/end_sessions.hpp"
#include "auth/app/session_ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// Thread-safe. Call it outside a transaction.
class RevokeToken {
 public:
  RevokeToken(Authenticate& authenticate, Sessions& sessions, RefreshTokens& refresh_tokens,
              EndSessions& end_sessions, Transactions& transactions, AuditTrail& audit)
      : authenticate_(authenticate),
        sessions_(sessions),
        refresh_tokens_(refresh_tokens),
        end_sessions_(end_sessions),
        transactions_(transactions),
        audit_(audit) {}

  /// Does nothing where the token is unknown, expired or of a session that has ended. A refresh token that
  /// was replaced by the next one still names its session.
  void operator()(std::string_view token, const Origin& origin);

 private:
  struct Target {
    UserId user;
    std::string session;
  };
  std::optional<Target> target_of(std::string_view token);

  Authenticate& authenticate_;
  Sessions& sessions_;
  RefreshTokens& refresh_tokens_;
  EndSessions& end_sessions_;
  Transactions& transactions_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::auth
