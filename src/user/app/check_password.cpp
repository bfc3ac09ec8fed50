#include "user/app/check_password.hpp"

#include <exception>
#include <string>
#include <utility>

#include "user/domain/password.hpp"

namespace gatehouse::user {
namespace {

bool is_named(const Credential& credential, const Nickname& nickname) {
  const auto stored = Nickname::parse(credential.nickname);
  return stored && stored->folded() == nickname.folded();
}

/// What cannot be anybody's name is counted by its beginning: whoever types such a thing may type any length.
std::string key_of_no_name(std::string_view typed) {
  constexpr std::size_t most_octets = 64;
  return "text:" + std::string(typed.substr(0, most_octets));
}

}  // namespace

CheckPassword::Outcome CheckPassword::by_nickname(std::string_view nickname, std::string_view password,
                                                  Admit admit) {
  const auto name = Nickname::parse(nickname);
  std::optional<Credential> credential;
  if (name) credential = users_.credential_by_nickname(*name);
  if (credential && !is_named(*credential, *name)) credential.reset();
  return check(credential, name ? "nickname:" + name->folded() : key_of_no_name(nickname), password, admit);
}

CheckPassword::Outcome CheckPassword::by_email(std::string_view email, std::string_view password,
                                               Admit admit) {
  const auto address = Email::parse(email);
  return check(address ? users_.credential_by_email(*address) : std::nullopt,
               address ? "email:" + address->key() : key_of_no_name(email), password, admit);
}

CheckPassword::Outcome CheckPassword::check(const std::optional<Credential>& credential,
                                            std::string unknown_key, std::string_view password, Admit admit) {
  Login login{.user = std::nullopt, .key = std::move(unknown_key)};
  if (credential) login = {credential->user, "user:" + std::to_string(credential->user.value)};
  if (const auto admitted = admit(login); !admitted) return std::unexpected(admitted.error());
  if (!is_right(credential, password)) return std::nullopt;
  return PasswordProof{credential->user, credential->version};
}

bool CheckPassword::is_right(const std::optional<Credential>& credential, std::string_view password) {
  const auto given = Password::parse(password);
  if (!credential || !given) {
    hasher_.verify_nobody();
    return false;
  }
  if (!hasher_.verify(credential->password_hash, given->view())) return false;
  keep_cost_in_force(*credential, given->view());
  return true;
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
