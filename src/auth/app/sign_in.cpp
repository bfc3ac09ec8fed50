#include "auth/app/sign_in.hpp"

#include "auth/domain/errors.hpp"

namespace gatehouse::auth {

Result<SignedIn> SignIn::by_nickname(std::string_view nickname, std::string_view password) {
  return welcome(accounts_.check_password_by_nickname(nickname, password));
}

Result<SignedIn> SignIn::by_email(std::string_view email, std::string_view password) {
  return welcome(accounts_.check_password_by_email(email, password));
}

Result<SignedIn> SignIn::welcome(std::optional<UserId> user) {
  if (!user) return refuse(invalid_credentials);
  return SignedIn{issue_token_(*user), *user};
}

}  // namespace gatehouse::auth
