#include "server/wiring/session_use_cases.hpp"

#include "auth/http/end_own_session.hpp"
#include "auth/http/list_sessions.hpp"
#include "auth/http/refresh_session.hpp"
#include "auth/http/sign_out.hpp"

namespace gatehouse::server {

SessionUseCases::SessionUseCases(const SessionNeeds& needs)
    : refresh_tokens_(needs.master_key.derive(crypto::KeyUse::refresh_tokens),
                      crypto::SealedBox(needs.master_key.derive(crypto::KeyUse::sealing))),
      open_session_(needs.store.sessions(), refresh_tokens_, needs.store.end_sessions(), needs.issue_token,
                    needs.randomness, needs.clock, needs.policy),
      refresh_session_(needs.store.sessions(), refresh_tokens_, needs.store.end_sessions(), needs.issue_token,
                       needs.accounts, needs.events, needs.database, needs.audit, needs.clock, needs.policy),
      sign_out_(needs.store.sessions(), needs.store.end_sessions(), needs.database, needs.audit),
      list_sessions_(needs.store.sessions(), needs.clock),
      end_own_session_(needs.store.end_sessions(), needs.database, needs.audit),
      tell_of_reuse_(needs.accounts, needs.mailer) {}

void SessionUseCases::serve(http::Router& router) {
  router.add(auth::api::refresh_session(refresh_session_));
  router.add(auth::api::sign_out(sign_out_));
  router.add(auth::api::list_sessions(list_sessions_));
  router.add(auth::api::end_own_session(end_own_session_));
}

}  // namespace gatehouse::server
