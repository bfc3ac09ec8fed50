#include "user/app/recovery.hpp"

#include <stdexcept>

#include "user/app/change_notice.hpp"

namespace gatehouse::user {
namespace {

/// What comes back here was an address when it was told.
Email stored_address(const std::string& text) {
  const auto email = Email::parse(text);
  if (!email) throw std::runtime_error("a stored address is none");
  return *email;
}

}  // namespace

bool Recovery::set_password(UserId user, const NewPassword& password,
                            const std::optional<std::string>& proven_email) {
  PasswordReset reset{
      .hash = password.hash, .credential_version = password.credential_version, .at = clock_.now()};
  if (proven_email) reset.proven_email = stored_address(*proven_email);
  if (!users_.reset_password(user, reset)) return false;
  events_.append(told_to(users_.find(user).value(), AccountChanged::of_password));
  return true;
}

std::optional<Restored> Recovery::restore(UserId user, const FormerAddress& former,
                                          const std::optional<std::string>& password_hash) {
  return users_.restore(user, {.email = stored_address(former.email),
                               .verified_at = former.verified_at,
                               .password_hash = password_hash,
                               .at = clock_.now()});
}

}  // namespace gatehouse::user
