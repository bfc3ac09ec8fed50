#include "auth/app/request_password_reset.hpp"

#include "auth/domain/device_label.hpp"

namespace gatehouse::auth {

Result<std::string> RequestPasswordReset::operator()(std::string_view email, const Origin& origin) {
  const auto key = accounts_.canonical_email(email);
  if (!key) return refuse(FieldFaults{{"email", "invalid_format", "This is not an e-mail address."}});
  const std::string handle = randomness_.secret();
  auto outcome = transactions_.run([&]() -> Result<std::string> {
    if (auto admitted = limits_.take(*key); !admitted) return std::unexpected(std::move(admitted.error()));
    events_.append(PasswordResetRequested{.reset_id = handle,
                                          .email = std::string(email),
                                          .device = device_label(origin.user_agent),
                                          .address = origin.address,
                                          .request_id = origin.request_id});
    return handle;
  });
  if (!outcome) {
    audit_.record({.what = "password_reset_requested", .outcome = AuditOutcome::limited, .origin = origin});
  }
  return outcome;
}

}  // namespace gatehouse::auth
