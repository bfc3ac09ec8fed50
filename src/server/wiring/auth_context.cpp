#include "server/wiring/auth_context.hpp"

#include "auth/adapters/revocation_rows.hpp"
#include "auth/http/jwks.hpp"
#include "auth/http/request_verification.hpp"
#include "auth/http/revocations.hpp"
#include "auth/http/sign_in.hpp"
#include "auth/http/verify_address.hpp"

namespace gatehouse::server {

AuthContext::AuthContext(sql::Database& database, messaging::Outbox& outbox, Mailing& mailing,
                         const Clock& clock, AuditTrail& audit, user::Questions& questions,
                         user::AccountRecovery& recovery, const std::string& public_url, Limiting& limiting,
                         const crypto::MasterKey& master_key, auth::adapters::SigningKeys& keys,
                         SessionStore& store, const auth::TokenPolicy& policy,
                         const auth::SessionPolicy& session_policy, auth::adapters::Revocations& revocations)
    : keys_(keys),
      revocation_document_(revocations, keys_, clock, policy.issuer),
      accounts_(questions),
      codes_(database),
      hashes_(master_key.derive(crypto::KeyUse::verification_codes)),
      events_(outbox),
      issue_access_token_(tokens_, randomness_, clock, policy),
      sessions_({database, store, issue_access_token_, randomness_, accounts_, events_, mailing.mailer(),
                 audit, clock, master_key, session_policy}),
      sign_in_(accounts_, sessions_.open_session(), store.end_sessions(), limiting.sign_ins(),
               limiting.devices(), database, audit),
      authenticate_(tokens_, verified_tokens_, revocations, clock, policy),
      clients_({database, store, authenticate_, tokens_, sessions_.refresh_tokens(), accounts_,
                limiting.guesses(), audit, clock, master_key, session_policy}),
      request_verification_(codes_, events_, accounts_, limiting.code_requests(), database, audit, clock),
      verify_address_(codes_, hashes_, accounts_, limiting.guesses(), database, audit, clock),
      issue_code_(codes_, hashes_, randomness_, accounts_, mailing.mailer(), clock),
      issue_unasked_code_(issue_code_, limiting.code_requests(), accounts_),
      recovery_({database, outbox, recovery, accounts_, codes_, hashes_, randomness_, mailing.mailer(),
                 events_, store.end_sessions(), limiting.code_requests(), limiting.guesses(),
                 limiting.sign_ins(), audit, clock, master_key, public_url}),
      forget_user_(codes_, store.sessions(), limiting.sign_ins()),
      sweep_expired_({[this](Time now, std::int64_t limit) { return codes_.sweep(now, limit); },
                      [&store](Time now, std::int64_t limit) { return store.sessions().sweep(now, limit); },
                      [this](Time now, std::int64_t limit) { return recovery_.resets().sweep(now, limit); },
                      [this](Time now, std::int64_t limit) { return recovery_.links().sweep(now, limit); },
                      [&database](Time now, std::int64_t limit) {
                        return auth::adapters::sweep_revocations(database, now, limit);
                      }}),
      handlers_(issue_code_, issue_unasked_code_, forget_user_, outbox, mailing.queue()) {
  keys.on_change([this] { verified_tokens_.clear(); });
}

void AuthContext::serve(http::Router& router) {
  router.add(auth::api::sign_in(sign_in_));
  sessions_.serve(router);
  clients_.serve(router);
  router.add(auth::api::request_verification(request_verification_));
  router.add(auth::api::verify_address(verify_address_));
  recovery_.serve(router);
  router.add(auth::api::jwks(keys_));
  router.add(auth::api::revocations(revocation_document_));
}

}  // namespace gatehouse::server
