#include "auth/app/verify_address.hpp"

#include <string>

#include "auth/domain/errors.hpp"

namespace gatehouse::auth {

Result<void> VerifyAddress::operator()(UserId user, std::string_view email, std::string_view code,
                                       const Origin& origin) {
  const auto key = accounts_.canonical_email(email);
  const auto typed = VerificationCode::parse(code);
  const auto event = [&](AuditOutcome outcome) {
    return AuditEvent{.what = "address_verified", .outcome = outcome, .user = user, .origin = origin};
  };
  if (auto admitted = limits_.admit(Guess::verification_code, origin.address); !admitted) {
    audit_.record(event(AuditOutcome::limited));
    return admitted;
  }
  const auto outcome = transactions_.run([&]() -> Result<Outcome> {
    const Outcome guessed = guess(user, key, typed);
    if (guessed != Outcome::failed) limits_.forgive(Guess::verification_code, origin.address);
    audit_.record(event(guessed == Outcome::verified ? AuditOutcome::success : AuditOutcome::failure));
    return guessed;
  });
  if (!outcome) return std::unexpected(outcome.error());
  switch (*outcome) {
    case Outcome::verified:
      return {};
    case Outcome::taken:
      return refuse(email_taken);
    case Outcome::failed:
      break;
  }
  return refuse(verification_failed);
}

VerifyAddress::Outcome VerifyAddress::guess(UserId user, const std::optional<std::string>& key,
                                            const std::optional<VerificationCode>& code) {
  std::optional<CodeUnderTest> out;
  if (key && code) out = codes_.spend_attempt(user, Purpose::verify_email, *key, clock_.now());
  codes_.spend_nothing(out.has_value());
  const std::string hash = hashes_.hash(Purpose::verify_email, user, key.value_or(std::string()),
                                        code.value_or(VerificationCode::from_number(0)));
  if (!out || !hashes_.equal(hash, out->hash)) return Outcome::failed;
  return confirm(user, *out);
}

VerifyAddress::Outcome VerifyAddress::confirm(UserId user, const CodeUnderTest& right) {
  if (!codes_.use(user, Purpose::verify_email, right.hash, clock_.now())) return Outcome::failed;
  switch (accounts_.confirm_address(user, right.email)) {
    case Confirmation::confirmed:
      return Outcome::verified;
    case Confirmation::taken:
      return Outcome::taken;
    case Confirmation::not_held:
      break;
  }
  return Outcome::failed;
}

}  // namespace gatehouse::auth
