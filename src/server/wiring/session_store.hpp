#pragma once

// Where sessions are kept and ended. It stands below both contexts: the user context ends sessions too, and
// the auth context, which opens them, asks the user context.

#include "auth/adapters/sql_revocation_log.hpp"
#include "auth/adapters/sql_sessions.hpp"
#include "auth/app/end_sessions.hpp"

namespace gatehouse::server {

class SessionStore {
 public:
  SessionStore(sql::Database& database, auth::RevocationListener& listener, const Clock& clock,
               const auth::TokenPolicy& policy)
      : sessions_(database), log_(database), end_sessions_(sessions_, log_, listener, clock, policy) {}

  auth::Sessions& sessions() { return sessions_; }
  auth::EndSessions& end_sessions() { return end_sessions_; }

 private:
  auth::adapters::SqlSessions sessions_;
  auth::adapters::SqlRevocationLog log_;
  auth::EndSessions end_sessions_;
};

}  // namespace gatehouse::server
