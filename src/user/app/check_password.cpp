#include "user/app/check_password.hpp"

#include <exception>

#include "user/domain/password.hpp"

namespace gatehouse::user {
namespace {

bool is_named(const Credential& credential, const Nickname& nickname) {
  const auto stored = Nickname::parse(credential.nickname);
  return stored && stored->folded() == nickname.folded();
}

}  // namespace

std::optional<UserId> CheckPassword::by_nickname(std::string_view nickname, std::string_view password) {
  const auto name = Nickname::parse(nickname);
  std::optional<Credential> credential;
  if (name) credential = users_.credential_by_nickname(*name);
  if (credential && !is_named(*credential, *name)) credential.reset();
  return check(credential, password);
}

std::optional<UserId> CheckPassword::by_email(std::string_view email, std::string_view password) {
  const auto address = Email::parse(email);
  return check(address ? users_.credential_by_email(*address) : std::nullopt, password);
}

std::optional<UserId> CheckPassword::check(const std::optional<Credential>& credential,
                                           std::string_view password) {
  const auto given = Password::parse(password);
  if (!credential || !given) {
    hasher_.verify_nobody();
    return std::nullopt;
  }
  if (!hasher_.verify(credential->password_hash, given->view())) return std::nullopt;
  keep_cost_in_force(*credential, given->view());
  return credential->user;
}

void CheckPassword::keep_cost_in_force(const Credential& credential, std::string_view password) {
  if (!hasher_.needs_rehash(credential.password_hash)) return;
  try {
    // Where the password was changed meanwhile, nothing is kept.
    users_.rehash(credential.user, credential.password_hash, hasher_.hash(password));
  } catch (const std::exception&) {
    // The password was right all the same; the next sign-in tries again.
  }
}

}  // namespace gatehouse::user
