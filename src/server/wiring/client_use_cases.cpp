#include "server/wiring/client_use_cases.hpp"

#include "auth/http/introspect_token.hpp"
#include "auth/http/revoke_token.hpp"

namespace gatehouse::server {

ClientUseCases::ClientUseCases(const ClientNeeds& needs)
    : clients_(needs.database),
      secrets_(needs.master_key.derive(crypto::KeyUse::client_secrets)),
      identify_(clients_, secrets_, needs.guesses),
      introspect_(needs.authenticate, needs.tokens, needs.store.sessions(), needs.refresh_tokens,
                  needs.accounts, needs.clock, needs.policy),
      revoke_(needs.authenticate, needs.store.sessions(), needs.refresh_tokens, needs.store.end_sessions(),
              needs.database, needs.audit) {}

void ClientUseCases::serve(http::Router& router) {
  router.add(auth::api::introspect_token(identify_, introspect_));
  router.add(auth::api::revoke_token(identify_, revoke_));
}

}  // namespace gatehouse::server
