#pragma once

// Opens the session of somebody who has just proven who they are. Making its tokens takes a moment and no
// database; keeping it happens in the transaction in which the proof is looked at once more.

#include "auth/app/end_sessions.hpp"
#include "auth/app/issue_access_token.hpp"
#include "auth/app/issued_tokens.hpp"
#include "auth/app/session_ports.hpp"
#include "kernel/origin.hpp"

namespace gatehouse::auth {

struct NewSession {
  KeptSession kept;
  IssuedTokens tokens;
};

/// Thread-safe.
class OpenSession {
 public:
  OpenSession(Sessions& sessions, RefreshTokens& refresh_tokens, EndSessions& end_sessions,
              IssueAccessToken& issue_token, Randomness& randomness, const Clock& clock, SessionPolicy policy)
      : sessions_(sessions),
        refresh_tokens_(refresh_tokens),
        end_sessions_(end_sessions),
        issue_token_(issue_token),
        randomness_(randomness),
        clock_(clock),
        policy_(policy) {}

  /// Changes nothing yet.
  NewSession prepare(UserId user, const Origin& origin);

  /// Waits for its turn among those who open and end sessions of that user: what is read after this stays
  /// true until the transaction ends.
  void take_turn(UserId user) { sessions_.take_turn(user); }

  /// In the same transaction, after `take_turn`. Says what has ended to make room: tell it to
  /// `EndSessions::committed`.
  std::vector<Revocation> keep(const NewSession& session);

 private:
  Sessions& sessions_;
  RefreshTokens& refresh_tokens_;
  EndSessions& end_sessions_;
  IssueAccessToken& issue_token_;
  Randomness& randomness_;
  const Clock& clock_;
  SessionPolicy policy_;
};

}  // namespace gatehouse::auth
