#include "auth/app/issue_code.hpp"

namespace gatehouse::auth {

void IssueCode::operator()(UserId user, std::string_view email) {
  const auto held = accounts_.awaits_proof(user, email);
  const auto key = held ? accounts_.canonical_email(*held) : std::nullopt;
  const auto contact = key ? accounts_.contact(user) : std::nullopt;
  if (!contact) return;
  const auto code = randomness_.code();
  const Time now = clock_.now();
  const Time expires_at = now + VerificationCode::lifetime;
  codes_.put({.user = user,
              .purpose = Purpose::verify_email,
              .email = *held,
              .email_key = *key,
              .hash = hashes_.hash(Purpose::verify_email, user, *key, code),
              .created_at = now,
              .expires_at = expires_at});
  mailer_.send_code({user, *held, contact->language, code, expires_at});
}

}  // namespace gatehouse::auth
