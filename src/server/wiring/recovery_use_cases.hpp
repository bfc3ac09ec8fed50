#pragma once

// The ways back into an account, put together: resets of a password, and links that undo a change.

#include "auth/adapters/keyed_secret_hashes.hpp"
#include "auth/adapters/outbox_notices.hpp"
#include "auth/adapters/recovery_handlers.hpp"
#include "auth/adapters/sql_password_resets.hpp"
#include "auth/adapters/sql_undo_links.hpp"
#include "auth/adapters/user_recovery.hpp"
#include "auth/app/request_password_reset.hpp"
#include "auth/app/reset_password.hpp"
#include "auth/app/sweep_expired.hpp"
#include "auth/app/undo_change.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/http/router.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// What recovery shares with the other use cases.
struct RecoveryNeeds {
  sql::Database& database;
  messaging::Outbox& outbox;
  user::AccountRecovery& recovery;
  auth::Accounts& accounts;
  auth::VerificationCodes& codes;
  auth::CodeHashes& code_hashes;
  auth::Randomness& randomness;
  auth::Mailer& mailer;
  auth::Events& events;
  auth::SessionRequests& sessions;
  auth::CodeRequestLimits& code_requests;
  auth::GuessLimits& guesses;
  auth::SignInLimits& sign_ins;
  AuditTrail& audit;
  const Clock& clock;
  const crypto::MasterKey& master_key;
  std::string public_url;
};

class RecoveryUseCases {
 public:
  explicit RecoveryUseCases(const RecoveryNeeds& needs);

  /// Its endpoints, and its handlers of events.
  void serve(http::Router& router);
  void listen(messaging::Relay& relay) { handlers_.subscribe_to(relay); }

  auth::PasswordResets& resets() { return resets_; }
  auth::UndoLinks& links() { return links_; }

 private:
  auth::adapters::SqlPasswordResets resets_;
  auth::adapters::SqlUndoLinks links_;
  auth::adapters::KeyedSecretHashes secret_hashes_;
  auth::adapters::OutboxNotices notices_;
  auth::adapters::UserRecovery recoverable_;

  auth::RequestPasswordReset request_password_reset_;
  auth::ResetPassword reset_password_;
  auth::UndoChange undo_change_;
  auth::IssueResetCode issue_reset_code_;
  auth::TellOfChange tell_of_change_;
  auth::ForgetRecovery forget_recovery_{resets_, links_};
  auth::adapters::RecoveryHandlers handlers_{issue_reset_code_, tell_of_change_, forget_recovery_};
};

}  // namespace gatehouse::server
