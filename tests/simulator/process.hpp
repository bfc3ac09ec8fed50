#pragma once

// The simulated process: the use cases of both contexts with their SQL adapters, put together as the server
// puts them together, but for what `Outside` stands in for. Everything in here is lost when it dies.

#include "auth/adapters/event_handlers.hpp"
#include "auth/adapters/keyed_code_hashes.hpp"
#include "auth/adapters/keyed_refresh_tokens.hpp"
#include "auth/adapters/keyed_secret_hashes.hpp"
#include "auth/adapters/outbox_events.hpp"
#include "auth/adapters/outbox_notices.hpp"
#include "auth/adapters/recovery_handlers.hpp"
#include "auth/adapters/revocation_poll.hpp"
#include "auth/adapters/revocations.hpp"
#include "auth/adapters/session_events.hpp"
#include "auth/adapters/signed_device_tokens.hpp"
#include "auth/adapters/sql_password_resets.hpp"
#include "auth/adapters/sql_revocation_log.hpp"
#include "auth/adapters/sql_sessions.hpp"
#include "auth/adapters/sql_undo_links.hpp"
#include "auth/adapters/sql_verification_codes.hpp"
#include "auth/adapters/throttled_guesses.hpp"
#include "auth/adapters/throttled_sign_ins.hpp"
#include "auth/adapters/token_cache.hpp"
#include "auth/adapters/user_accounts.hpp"
#include "auth/adapters/user_recovery.hpp"
#include "auth/app/authenticate.hpp"
#include "auth/app/end_own_session.hpp"
#include "auth/app/list_sessions.hpp"
#include "auth/app/refresh_session.hpp"
#include "auth/app/request_password_reset.hpp"
#include "auth/app/request_verification.hpp"
#include "auth/app/reset_password.hpp"
#include "auth/app/sign_in.hpp"
#include "auth/app/sign_out.hpp"
#include "auth/app/sweep_expired.hpp"
#include "auth/app/undo_change.hpp"
#include "auth/app/verify_address.hpp"
#include "platform/messaging/courier.hpp"
#include "tests/simulator/outside.hpp"
#include "tests/simulator/store.hpp"
#include "user/adapters/asked_password_guesses.hpp"
#include "user/adapters/outbox_events.hpp"
#include "user/adapters/requested_sessions.hpp"
#include "user/adapters/sql_users.hpp"
#include "user/adapters/throttled_sign_ups.hpp"
#include "user/app/answers.hpp"
#include "user/app/delete_account.hpp"
#include "user/app/recovery.hpp"
#include "user/app/sign_up.hpp"
#include "user/app/update_account.hpp"
#include "user/app/view_account.hpp"

namespace gatehouse::simulator {

/// Few, so that runs come to their end.
auth::SessionPolicy session_policy();
/// Those of the product for requests of codes; the others are out of reach.
auth::Limits limits();
crypto::SecretBytes key();

class Process {
 public:
  Process(Store& store, Outside& outside);

  /// Carries what waits in the outbox until nothing does.
  void deliver();
  void sweep();

 private:
  Store& store;
  Outside& outside;
  auth::TokenPolicy policy{.issuer = "simulation", .audience = "simulation"};
  messaging::Outbox outbox;
  messaging::HandOver hand_over;
  mail::MailQueue mails;
  auth::adapters::Revocations revocations;
  auth::adapters::RevocationPoll poll;
  throttle::Counters counters;
  auth::adapters::ThrottledSignIns sign_in_limits;
  auth::adapters::SignedDeviceTokens devices;
  auth::adapters::ThrottledCodeRequests code_requests;
  auth::adapters::ThrottledGuesses guesses;
  user::adapters::ThrottledSignUps sign_up_limits;
  auth::adapters::SqlSessions session_rows;
  auth::adapters::SqlRevocationLog revocation_log;
  auth::EndSessions end_sessions;

  user::adapters::SqlUsers users;
  user::adapters::RequestedSessions requested_sessions{end_sessions};
  user::adapters::OutboxEvents user_events{outbox};
  user::adapters::AskedPasswordGuesses password_guesses{sign_in_limits};
  user::PasswordPolicy password_policy;
  user::Answers questions;
  user::Recovery recovery;

  auth::adapters::UserAccounts accounts{questions};
  auth::adapters::UserRecovery recoverable{recovery};
  auth::adapters::SqlVerificationCodes codes;
  auth::adapters::SqlPasswordResets resets;
  auth::adapters::SqlUndoLinks links;
  auth::adapters::KeyedCodeHashes code_hashes{key()};
  auth::adapters::KeyedSecretHashes secret_hashes{key()};
  auth::adapters::KeyedRefreshTokens refresh_tokens{key(), crypto::SealedBox(key())};
  auth::adapters::OutboxEvents auth_events{outbox};
  auth::adapters::OutboxNotices notices{outbox};
  auth::adapters::TokenCache verified_tokens;
  auth::IssueAccessToken issue_token;
  auth::OpenSession open_session;

  auth::IssueCode issue_code;
  auth::IssueUnaskedCode issue_unasked_code;
  auth::IssueResetCode issue_reset_code;
  auth::TellOfChange tell_of_change;
  auth::TellOfReuse tell_of_reuse;
  auth::ForgetUser forget_user;
  auth::ForgetRecovery forget_recovery{resets, links};
  auth::adapters::EventHandlers handlers;
  auth::adapters::RecoveryHandlers recovery_handlers;
  auth::adapters::SessionEvents session_events;
  messaging::Courier courier;
  auth::SweepExpired sweep_expired;

  void subscribe();

 public:
  user::SignUp sign_up;
  user::ViewAccount view_account;
  user::UpdateAccount update_account;
  user::DeleteAccount delete_account;
  auth::SignIn sign_in;
  auth::Authenticate authenticate;
  auth::RefreshSession refresh_session;
  auth::SignOut sign_out;
  auth::ListSessions list_sessions;
  auth::EndOwnSession end_own_session;
  auth::RequestVerification request_verification;
  auth::VerifyAddress verify_address;
  auth::RequestPasswordReset request_password_reset;
  auth::ResetPassword reset_password;
  auth::UndoChange undo_change;
};

}  // namespace gatehouse::simulator
