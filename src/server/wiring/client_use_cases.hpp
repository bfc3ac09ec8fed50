#pragma once

// What registered clients can do, put together: asking about tokens, and revoking them.

#include "auth/adapters/keyed_client_secrets.hpp"
#include "auth/adapters/sql_clients.hpp"
#include "auth/app/identify_client.hpp"
#include "auth/app/introspect_token.hpp"
#include "auth/app/revoke_token.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/http/router.hpp"
#include "platform/sql/database.hpp"
#include "server/wiring/session_store.hpp"

namespace gatehouse::server {

/// What these use cases share with others.
struct ClientNeeds {
  sql::Database& database;
  SessionStore& store;
  auth::Authenticate& authenticate;
  auth::AccessTokens& tokens;
  auth::RefreshTokens& refresh_tokens;
  auth::Accounts& accounts;
  auth::GuessLimits& guesses;
  AuditTrail& audit;
  const Clock& clock;
  const crypto::MasterKey& master_key;
  auth::SessionPolicy policy;
};

class ClientUseCases {
 public:
  explicit ClientUseCases(const ClientNeeds& needs);

  void serve(http::Router& router);

 private:
  auth::adapters::SqlClients clients_;
  auth::adapters::KeyedClientSecrets secrets_;
  auth::IdentifyClient identify_;
  auth::IntrospectToken introspect_;
  auth::RevokeToken revoke_;
};

}  // namespace gatehouse::server
