#include "auth/adapters/user_accounts.hpp"

namespace gatehouse::auth::adapters {
namespace {

Contact in_own_words(const user::Contact& contact) {
  return {.user = contact.user,
          .email = contact.email,
          .verified = contact.verified,
          .language = contact.language,
          .credential_version = contact.credential_version};
}

Result<std::optional<PasswordProof>> proof_of(const Result<std::optional<user::PasswordProof>>& outcome) {
  if (!outcome) return std::unexpected(outcome.error());
  if (!*outcome) return std::nullopt;
  return PasswordProof{(*outcome)->user, (*outcome)->credential_version};
}

}  // namespace

Result<std::optional<PasswordProof>> UserAccounts::check_password_by_nickname(std::string_view nickname,
                                                                              std::string_view password,
                                                                              Admit admit) {
  return proof_of(questions_.check_password_by_nickname(
      nickname, password, [&](const user::Login& login) { return admit({login.user, login.key}); }));
}

Result<std::optional<PasswordProof>> UserAccounts::check_password_by_email(std::string_view email,
                                                                           std::string_view password,
                                                                           Admit admit) {
  return proof_of(questions_.check_password_by_email(
      email, password, [&](const user::Login& login) { return admit({login.user, login.key}); }));
}

bool UserAccounts::is_current(const PasswordProof& proof) {
  return questions_.is_current({proof.user, proof.credential_version});
}

bool UserAccounts::exists(UserId user) { return questions_.account_exists(user); }

std::optional<Contact> UserAccounts::contact(UserId user) {
  return questions_.contact(user).transform(in_own_words);
}

std::optional<Contact> UserAccounts::owner_of(std::string_view email) {
  return questions_.owner_of(email).transform(in_own_words);
}

std::optional<std::string> UserAccounts::canonical_email(std::string_view email) {
  return questions_.canonical_email(email);
}

std::optional<std::string> UserAccounts::awaits_proof(UserId user, std::string_view email) {
  return questions_.awaits_proof(user, email);
}

Confirmation UserAccounts::confirm_address(UserId user, std::string_view email) {
  switch (questions_.confirm_address(user, email)) {
    case user::Confirmation::confirmed:
      return Confirmation::confirmed;
    case user::Confirmation::taken:
      return Confirmation::taken;
    case user::Confirmation::not_held:
      break;
  }
  return Confirmation::not_held;
}

}  // namespace gatehouse::auth::adapters
