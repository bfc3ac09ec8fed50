#pragma once

// The auth context put together: which adapter stands behind which port, and who hears the events of the user
// context.

#include "auth/adapters/bearer_authenticator.hpp"
#include "auth/adapters/event_handlers.hpp"
#include "auth/adapters/jwt_access_tokens.hpp"
#include "auth/adapters/keyed_code_hashes.hpp"
#include "auth/adapters/outbox_events.hpp"
#include "auth/adapters/revocation_document.hpp"
#include "auth/adapters/revocations.hpp"
#include "auth/adapters/signing_keys.hpp"
#include "auth/adapters/sql_verification_codes.hpp"
#include "auth/adapters/system_randomness.hpp"
#include "auth/adapters/token_cache.hpp"
#include "auth/adapters/user_accounts.hpp"
#include "auth/app/authenticate.hpp"
#include "auth/app/forget_user.hpp"
#include "auth/app/issue_access_token.hpp"
#include "auth/app/issue_code.hpp"
#include "auth/app/issue_unasked_code.hpp"
#include "auth/app/request_verification.hpp"
#include "auth/app/sign_in.hpp"
#include "auth/app/sweep_expired.hpp"
#include "auth/app/verify_address.hpp"
#include "kernel/audit.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/http/router.hpp"
#include "platform/messaging/relay.hpp"
#include "server/wiring/client_use_cases.hpp"
#include "server/wiring/limiting.hpp"
#include "server/wiring/mailing.hpp"
#include "server/wiring/recovery_use_cases.hpp"
#include "server/wiring/session_use_cases.hpp"

namespace gatehouse::server {

class AuthContext {
 public:
  AuthContext(sql::Database& database, messaging::Outbox& outbox, Mailing& mailing, const Clock& clock,
              AuditTrail& audit, user::Questions& questions, user::AccountRecovery& recovery,
              const std::string& public_url, Limiting& limiting, const crypto::MasterKey& master_key,
              auth::adapters::SigningKeys& keys, SessionStore& store, const auth::TokenPolicy& policy,
              const auth::SessionPolicy& session_policy, auth::adapters::Revocations& revocations);

  /// Its endpoints, and its handlers of events.
  void serve(http::Router& router);
  void listen(messaging::Relay& relay) {
    handlers_.subscribe_to(relay);
    sessions_.listen(relay);
    recovery_.listen(relay);
  }

  http::Authenticator& authenticator() { return authenticator_; }
  auth::SweepExpired& sweep_expired() { return sweep_expired_; }

 private:
  auth::adapters::SigningKeys& keys_;
  auth::adapters::JwtAccessTokens tokens_{keys_};
  auth::adapters::TokenCache verified_tokens_;
  auth::adapters::RevocationDocument revocation_document_;
  auth::adapters::UserAccounts accounts_;
  auth::adapters::SqlVerificationCodes codes_;
  auth::adapters::KeyedCodeHashes hashes_;
  auth::adapters::SystemRandomness randomness_;
  auth::adapters::OutboxEvents events_;

  auth::IssueAccessToken issue_access_token_;
  SessionUseCases sessions_;
  auth::SignIn sign_in_;
  auth::Authenticate authenticate_;
  ClientUseCases clients_;
  auth::RequestVerification request_verification_;
  auth::VerifyAddress verify_address_;
  auth::IssueCode issue_code_;
  auth::IssueUnaskedCode issue_unasked_code_;
  RecoveryUseCases recovery_;
  auth::ForgetUser forget_user_;
  auth::SweepExpired sweep_expired_;
  auth::adapters::EventHandlers handlers_;
  auth::adapters::BearerAuthenticator authenticator_{authenticate_};
};

}  // namespace gatehouse::server
