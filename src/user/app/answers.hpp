#pragma once

// Answers what other contexts ask this one.

#include "user/app/account_exists.hpp"
#include "user/app/awaits_proof.hpp"
#include "user/app/check_password.hpp"
#include "user/app/confirm_address.hpp"
#include "user/messages/questions.hpp"

namespace gatehouse::user {

class Answers final : public Questions {
 public:
  Answers(Users& users, PasswordHasher& hasher, Events& events, const Clock& clock)
      : users_(users),
        check_password_(users, hasher),
        account_exists_(users),
        awaits_proof_(users),
        confirm_address_(users, events, clock) {}

  Result<std::optional<PasswordProof>> check_password_by_nickname(std::string_view nickname,
                                                                  std::string_view password,
                                                                  Admit admit) override {
    return check_password_.by_nickname(nickname, password, admit);
  }
  Result<std::optional<PasswordProof>> check_password_by_email(std::string_view email,
                                                               std::string_view password,
                                                               Admit admit) override {
    return check_password_.by_email(email, password, admit);
  }
  bool is_current(const PasswordProof& proof) override {
    return users_.credential_version(proof.user) == proof.credential_version;
  }
  bool account_exists(UserId user) override { return account_exists_(user); }
  std::optional<Contact> contact(UserId user) override { return users_.contact(user); }
  std::optional<Contact> owner_of(std::string_view email) override {
    const auto address = Email::parse(email);
    return address ? users_.owner_of(*address) : std::nullopt;
  }
  std::optional<std::string> canonical_email(std::string_view email) override {
    const auto address = Email::parse(email);
    return address ? std::optional(address->key()) : std::nullopt;
  }
  std::optional<std::string> awaits_proof(UserId user, std::string_view email) override {
    return awaits_proof_(user, email);
  }
  Confirmation confirm_address(UserId user, std::string_view email) override {
    return confirm_address_(user, email);
  }

 private:
  Users& users_;
  CheckPassword check_password_;
  AccountExists account_exists_;
  AwaitsProof awaits_proof_;
  ConfirmAddress confirm_address_;
};

}  // namespace gatehouse::user
