#pragma once

// The user context put together: which adapter stands behind which port.

#include "kernel/audit.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/crypto/password_hash.hpp"
#include "platform/http/router.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/sql/database.hpp"
#include "server/wiring/limiting.hpp"
#include "user/adapters/argon2_hasher.hpp"
#include "user/adapters/asked_password_guesses.hpp"
#include "user/adapters/outbox_events.hpp"
#include "user/adapters/requested_sessions.hpp"
#include "user/adapters/sql_activity.hpp"
#include "user/adapters/sql_users.hpp"
#include "user/app/answers.hpp"
#include "user/app/delete_account.hpp"
#include "user/app/recovery.hpp"
#include "user/app/sign_up.hpp"
#include "user/app/update_account.hpp"
#include "user/app/view_account.hpp"
#include "user/app/view_activity.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::server {

class UserContext {
 public:
  UserContext(sql::Database& database, messaging::Outbox& outbox, const Clock& clock, AuditTrail& audit,
              Limiting& limiting, auth::SessionRequests& session_requests,
              const crypto::MasterKey& master_key, crypto::PasswordHashOptions hash,
              const user::ServiceWords& service)
      : password_hash_(std::move(hash)),
        password_policy_(service),
        users_(database),
        sessions_(session_requests),
        events_(outbox),
        guesses_(limiting.password_guesses()),
        activity_(database, crypto::SealedBox(master_key.derive(crypto::KeyUse::sealing))),
        sign_up_(users_, hasher_, password_policy_, events_, limiting.sign_ups(), database, audit, clock),
        view_account_(users_),
        view_activity_(users_, activity_),
        update_account_(users_, hasher_, password_policy_, guesses_, sessions_, events_, database, audit,
                        clock),
        delete_account_(users_, hasher_, guesses_, sessions_, events_, database, audit),
        answers_(users_, hasher_, events_, clock),
        recovery_(users_, hasher_, password_policy_, events_, clock) {}

  void serve(http::Router& router);
  void sweep() { password_hash_.give_back_idle(); }

  /// What other contexts may ask.
  user::Questions& questions() { return answers_; }
  /// What other contexts may have done.
  user::AccountRecovery& recovery() { return recovery_; }

 private:
  crypto::PasswordHash password_hash_;
  user::PasswordPolicy password_policy_;
  user::adapters::Argon2Hasher hasher_{password_hash_};
  user::adapters::SqlUsers users_;
  user::adapters::RequestedSessions sessions_;
  user::adapters::OutboxEvents events_;
  user::adapters::AskedPasswordGuesses guesses_;
  user::adapters::SqlActivity activity_;

  user::SignUp sign_up_;
  user::ViewAccount view_account_;
  user::ViewActivity view_activity_;
  user::UpdateAccount update_account_;
  user::DeleteAccount delete_account_;
  user::Answers answers_;
  user::Recovery recovery_;
};

}  // namespace gatehouse::server
