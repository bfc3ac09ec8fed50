#include "auth/app/request_verification.hpp"

#include <string>

namespace gatehouse::auth {

Result<void> RequestVerification::operator()(UserId user, std::string_view email, const Origin& origin) {
  const auto key = accounts_.canonical_email(email);
  if (!key) return refuse(FieldFaults{{"email", "invalid_format", "This is not an e-mail address."}});
  const auto event = [&](AuditOutcome outcome) {
    return AuditEvent{.what = "verification_requested", .outcome = outcome, .user = user, .origin = origin};
  };
  auto outcome = transactions_.run([&]() -> Result<void> {
    if (auto taken = limits_.take(*key); !taken) return taken;
    codes_.supersede(user, Purpose::verify_email, *key, clock_.now());
    events_.append({.user_id = user.value, .email = std::string(email)});
    audit_.record(event(AuditOutcome::success));
    return {};
  });
  if (!outcome) audit_.record(event(AuditOutcome::limited));
  return outcome;
}

}  // namespace gatehouse::auth
