#include "server/wiring/session_use_cases.hpp"

#include "auth/http/refresh_session.hpp"

namespace gatehouse::server {

SessionUseCases::SessionUseCases(const SessionNeeds& needs)
    : refresh_tokens_(needs.master_key.derive(crypto::KeyUse::refresh_tokens),
                      crypto::SealedBox(needs.master_key.derive(crypto::KeyUse::sealing))),
      open_session_(needs.store.sessions(), refresh_tokens_, needs.store.end_sessions(), needs.issue_token,
                    needs.randomness, needs.clock, needs.policy),
      refresh_session_(needs.store.sessions(), refresh_tokens_, needs.store.end_sessions(), needs.issue_token,
                       needs.accounts, needs.events, needs.database, needs.audit, needs.clock, needs.policy) {
}

void SessionUseCases::serve(http::Router& router) {
  router.add(auth::api::refresh_session(refresh_session_));
}

}  // namespace gatehouse::server
