#include "auth/app/issue_reset_code.hpp"

#include "auth/app/reset_binding.hpp"
#include "auth/domain/recovery.hpp"

namespace gatehouse::auth {

void IssueResetCode::operator()(const PasswordResetRequested& request) {
  const auto owner = accounts_.owner_of(request.email);
  // Only here it is known whom the request was about: its answer was the same for everybody.
  audit_.record({.what = "password_reset_requested",
                 .user = owner ? std::optional(owner->user) : std::nullopt,
                 .origin = {request.address, request.device, request.request_id}});
  if (owner) send(*owner, request);
}

void IssueResetCode::send(const Contact& owner, const PasswordResetRequested& request) {
  const auto code = randomness_.code();
  const std::string handle_hash = secret_hashes_.of_reset_handle(request.reset_id);
  const Time now = clock_.now();
  const Time expires_at = now + ResetCode::lifetime;
  resets_.put({.handle_hash = handle_hash,
               .user = owner.user,
               .email = owner.email,
               .code_hash = reset_code_hash(code_hashes_, accounts_, owner, handle_hash, code),
               .created_at = now,
               .expires_at = expires_at});
  mailer_.send_reset_code({.user = owner.user,
                           .email = owner.email,
                           .language = owner.language,
                           .code = code,
                           .reset_id = request.reset_id,
                           .device = request.device,
                           .expires_at = expires_at});
}

}  // namespace gatehouse::auth
