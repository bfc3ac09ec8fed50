#pragma once

// What can be done with sessions, put together: opening them, refreshing their tokens, ending them.

#include "auth/adapters/keyed_refresh_tokens.hpp"
#include "auth/adapters/session_events.hpp"
#include "auth/app/end_own_session.hpp"
#include "auth/app/issue_access_token.hpp"
#include "auth/app/list_sessions.hpp"
#include "auth/app/open_session.hpp"
#include "auth/app/refresh_session.hpp"
#include "auth/app/sign_out.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/http/router.hpp"
#include "platform/sql/database.hpp"
#include "server/wiring/session_store.hpp"

namespace gatehouse::server {

/// What the use cases of sessions share with others.
struct SessionNeeds {
  sql::Database& database;
  SessionStore& store;
  auth::IssueAccessToken& issue_token;
  auth::Randomness& randomness;
  auth::Accounts& accounts;
  auth::Events& events;
  auth::Mailer& mailer;
  AuditTrail& audit;
  const Clock& clock;
  const crypto::MasterKey& master_key;
  auth::SessionPolicy policy;
};

class SessionUseCases {
 public:
  explicit SessionUseCases(const SessionNeeds& needs);

  void serve(http::Router& router);
  void listen(messaging::Relay& relay) { handlers_.subscribe_to(relay); }

  auth::OpenSession& open_session() { return open_session_; }
  auth::RefreshTokens& refresh_tokens() { return refresh_tokens_; }

 private:
  auth::adapters::KeyedRefreshTokens refresh_tokens_;
  auth::OpenSession open_session_;
  auth::RefreshSession refresh_session_;
  auth::SignOut sign_out_;
  auth::ListSessions list_sessions_;
  auth::EndOwnSession end_own_session_;
  auth::TellOfReuse tell_of_reuse_;
  auth::adapters::SessionEvents handlers_{tell_of_reuse_};
};

}  // namespace gatehouse::server
