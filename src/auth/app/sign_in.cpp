#include "auth/app/sign_in.hpp"

#include <utility>

#include "auth/domain/errors.hpp"

namespace gatehouse::auth {

Result<SignedIn> SignIn::by_nickname(std::string_view nickname, std::string_view password,
                                     const Visitor& visitor) {
  Try attempt{limits_, visitor};
  return conclude(accounts_.check_password_by_nickname(
                      nickname, password, [&](const Login& login) { return admit(login, attempt); }),
                  attempt);
}

Result<SignedIn> SignIn::by_email(std::string_view email, std::string_view password, const Visitor& visitor) {
  Try attempt{limits_, visitor};
  return conclude(accounts_.check_password_by_email(
                      email, password, [&](const Login& login) { return admit(login, attempt); }),
                  attempt);
}

Result<void> SignIn::admit(const Login& login, Try& attempt) {
  const auto& [origin, device_token] = attempt.visitor;
  attempt.user = login.user;
  attempt.attempt = {.account_key = login.key, .address = origin.address};
  if (login.user && device_token) attempt.attempt.device = devices_.read(*login.user, *device_token);
  auto admitted = limits_.admit(attempt.attempt);
  attempt.admitted = admitted.has_value();
  if (!admitted) note(AuditOutcome::limited, attempt);
  return admitted;
}

Result<SignedIn> SignIn::conclude(const Result<std::optional<PasswordProof>>& proof, const Try& attempt) {
  if (!proof) return std::unexpected(proof.error());
  auto outcome = *proof ? welcome(**proof, attempt) : refuse(invalid_credentials);
  if (!outcome) note(AuditOutcome::failure, attempt);
  return outcome;
}

Result<SignedIn> SignIn::welcome(const PasswordProof& proof, const Try& attempt) {
  NewSession session = open_session_.prepare(proof.user, attempt.visitor.origin);
  const auto ended = transactions_.run([&]() -> Result<std::vector<Revocation>> {
    open_session_.take_turn(proof.user);
    // What was proven was the password of a moment ago.
    if (!accounts_.is_current(proof)) return refuse(invalid_credentials);
    limits_.forgive(attempt.attempt);
    auto revoked = open_session_.keep(session);
    note(AuditOutcome::success, attempt, session.tokens.session);
    return revoked;
  });
  if (!ended) return std::unexpected(ended.error());
  end_sessions_.committed(*ended);
  limits_.give_back(attempt.attempt);
  return SignedIn{std::move(session.tokens), devices_.issue(proof.user, attempt.attempt.device)};
}

void SignIn::note(AuditOutcome outcome, const Try& attempt, std::optional<std::string> session) {
  audit_.record({.what = "sign_in",
                 .outcome = outcome,
                 .user = attempt.user,
                 .origin = attempt.visitor.origin,
                 .session = std::move(session)});
}

}  // namespace gatehouse::auth
