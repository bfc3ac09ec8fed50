#pragma once

// The live refresh token of a session for the next one and a new access token, once; and the very same answer
// for whoever presents its predecessor within the grace. Whatever comes at once, is lost on the way or is
// asked of two servers: one token is live.

#include "auth/app/end_sessions.hpp"
#include "auth/app/issue_access_token.hpp"
#include "auth/app/issued_tokens.hpp"
#include "auth/app/session_ports.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class RefreshSession {
 public:
  RefreshSession(Sessions& sessions, RefreshTokens& refresh_tokens, EndSessions& end_sessions,
                 IssueAccessToken& issue_token, Accounts& accounts, Events& events,
                 Transactions& transactions, AuditTrail& audit, const Clock& clock, SessionPolicy policy)
      : sessions_(sessions),
        refresh_tokens_(refresh_tokens),
        end_sessions_(end_sessions),
        issue_token_(issue_token),
        accounts_(accounts),
        events_(events),
        transactions_(transactions),
        audit_(audit),
        clock_(clock),
        policy_(policy) {}

  /// Refuses with `invalid_grant`, whatever is wrong. A token whose grace is over also ends its session.
  Result<IssuedTokens> operator()(std::string_view refresh_token, const Origin& origin);

 private:
  struct Rotated;

  Result<IssuedTokens> answer(const PresentedToken& presented, KeptSession held, const Origin& origin);
  Rotated rotate(const KeptSession& held, const Origin& origin);
  IssuedTokens repeat(const KeptSession& held);
  void end_reused(const Session& session, const Origin& origin);

  Sessions& sessions_;
  RefreshTokens& refresh_tokens_;
  EndSessions& end_sessions_;
  IssueAccessToken& issue_token_;
  Accounts& accounts_;
  Events& events_;
  Transactions& transactions_;
  AuditTrail& audit_;
  const Clock& clock_;
  SessionPolicy policy_;
};

}  // namespace gatehouse::auth
