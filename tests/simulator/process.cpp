#include "tests/simulator/process.hpp"

#include "auth/adapters/revocation_rows.hpp"

namespace gatehouse::simulator {
namespace {

bool never() { return false; }

}  // namespace

auth::SessionPolicy session_policy() { return {.most = 4}; }

auth::Limits limits() {
  auth::Limits limits;
  for (const auth::Limit& limit : auth::limit_table) {
    const bool is_of_codes = limit.id == auth::LimitName::code_requests;
    if (limit.kind == auth::Limit::Kind::number && !is_of_codes) limits[limit.id] = limit.most;
  }
  return limits;
}

crypto::SecretBytes key() { return crypto::SecretBytes(std::string(32, 'k')); }

Process::Process(Store& store_, Outside& outside_)
    : store(store_),
      outside(outside_),
      outbox(store, outside.clock),
      hand_over(outside.note),
      mails(store, crypto::SealedBox(key()), outside.clock),
      revocations(outside.clock, std::nullopt),
      poll(store, revocations, outside.clock),
      counters(store, outside.clock, key(), {.enforced = true}),
      sign_in_limits(counters, limits()),
      devices(key(), limits().duration(auth::LimitName::device_lifetime), outside.clock),
      code_requests(counters, limits()),
      guesses(counters, limits()),
      sign_up_limits(counters, {.most = limits()[auth::LimitName::sign_up_conflicts],
                                .window = limits().duration(auth::LimitName::guess_window)}),
      session_rows(store),
      revocation_log(store),
      end_sessions(session_rows, revocation_log, revocations, outside.clock, policy),
      users(store),
      questions(users, outside.hasher, user_events, outside.clock),
      recovery(users, outside.hasher, password_policy, user_events, outside.clock),
      codes(store),
      resets(store),
      links(store),
      issue_token(outside.tokens, outside.randomness, outside.clock, policy),
      open_session(session_rows, refresh_tokens, end_sessions, issue_token, outside.randomness, outside.clock,
                   session_policy()),
      issue_code(codes, code_hashes, outside.randomness, accounts, outside.mailboxes, outside.clock),
      issue_unasked_code(issue_code, code_requests, accounts),
      issue_reset_code(resets, code_hashes, secret_hashes, outside.randomness, accounts, outside.mailboxes,
                       outside.audit, outside.clock),
      tell_of_change(links, secret_hashes, outside.randomness, accounts, outside.mailboxes, outside.clock,
                     "https://simulation"),
      tell_of_reuse(accounts, outside.mailboxes),
      forget_user(codes, session_rows, sign_in_limits),
      handlers(issue_code, issue_unasked_code, forget_user, outbox, mails),
      recovery_handlers(issue_reset_code, tell_of_change, forget_recovery),
      session_events(tell_of_reuse),
      courier(store, outside.clock, {}, hand_over),
      sweep_expired({[this](Time now, std::int64_t limit) { return codes.sweep(now, limit); },
                     [this](Time now, std::int64_t limit) { return session_rows.sweep(now, limit); },
                     [this](Time now, std::int64_t limit) { return resets.sweep(now, limit); },
                     [this](Time now, std::int64_t limit) { return links.sweep(now, limit); },
                     [this](Time now, std::int64_t limit) {
                       return auth::adapters::sweep_revocations(store, now, limit);
                     }}),
      sign_up(users, outside.hasher, password_policy, user_events, sign_up_limits, store, outside.audit,
              outside.clock),
      view_account(users),
      update_account(users, outside.hasher, password_policy, password_guesses, requested_sessions,
                     user_events, store, outside.audit, outside.clock),
      delete_account(users, outside.hasher, password_guesses, requested_sessions, user_events, store,
                     outside.audit),
      sign_in(accounts, open_session, end_sessions, sign_in_limits, devices, store, outside.audit),
      authenticate(outside.tokens, verified_tokens, revocations, outside.clock, policy),
      refresh_session(session_rows, refresh_tokens, end_sessions, issue_token, accounts, auth_events, store,
                      outside.audit, outside.clock, session_policy()),
      sign_out(session_rows, end_sessions, store, outside.audit),
      list_sessions(session_rows, outside.clock),
      end_own_session(end_sessions, store, outside.audit),
      request_verification(codes, auth_events, accounts, code_requests, store, outside.audit, outside.clock),
      verify_address(codes, code_hashes, accounts, guesses, store, outside.audit, outside.clock),
      request_password_reset(auth_events, accounts, code_requests, outside.randomness, store, outside.audit),
      reset_password({resets, code_hashes, secret_hashes, accounts, recoverable, end_sessions, guesses,
                      sign_in_limits, store, outside.audit, outside.clock}),
      undo_change({links, secret_hashes, notices, resets, codes, accounts, recoverable, end_sessions,
                   sign_in_limits, store, outside.audit, outside.clock}) {
  outside.mailboxes.use(hand_over);
  subscribe();
  poll.load();
}

void Process::subscribe() {
  using messaging::Delivery;
  const auto listen = [this](std::string_view type, std::string name, messaging::Relay::Handler handler) {
    courier.subscribe(std::string(type), {std::move(name), std::move(handler)});
  };
  listen(user::SignedUp::type, "code", [this](const Delivery& event) { handlers.on_signed_up(event); });
  listen(user::EmailChangeRequested::type, "code",
         [this](const Delivery& event) { handlers.on_email_change_requested(event); });
  listen(auth::VerificationRequested::type, "code",
         [this](const Delivery& event) { handlers.on_verification_requested(event); });
  listen(user::Deleted::type, "forget", [this](const Delivery& event) { handlers.on_deleted(event); });
  listen(auth::PasswordResetRequested::type, "reset",
         [this](const Delivery& event) { recovery_handlers.on_reset_requested(event); });
  listen(user::AccountChanged::type, "notice",
         [this](const Delivery& event) { recovery_handlers.on_account_changed(event); });
  listen(user::AddressReplaced::type, "notice",
         [this](const Delivery& event) { recovery_handlers.on_address_replaced(event); });
  listen(user::Deleted::type, "forget recovery",
         [this](const Delivery& event) { recovery_handlers.on_deleted(event); });
  listen(auth::SessionReused::type, "reuse",
         [this](const Delivery& event) { session_events.on_reused(event); });
}

void Process::deliver() {
  while (courier.carry(never) > 0) {
  }
}

void Process::sweep() {
  sweep_expired(outside.clock.now());
  counters.sweep();
  courier.sweep(never);
  poll.look();
}

}  // namespace gatehouse::simulator
