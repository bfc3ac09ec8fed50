#pragma once

// Asks the user context this context's questions.

#include "auth/app/ports.hpp"
#include "user/messages/questions.hpp"

namespace gatehouse::auth::adapters {

class UserAccounts final : public Accounts {
 public:
  explicit UserAccounts(user::Questions& questions) : questions_(questions) {}

  Result<std::optional<PasswordProof>> check_password_by_nickname(std::string_view nickname,
                                                                  std::string_view password,
                                                                  Admit admit) override;
  Result<std::optional<PasswordProof>> check_password_by_email(std::string_view email,
                                                               std::string_view password,
                                                               Admit admit) override;
  bool is_current(const PasswordProof& proof) override;
  bool exists(UserId user) override;
  std::optional<Contact> contact(UserId user) override;
  std::optional<Contact> owner_of(std::string_view email) override;
  std::optional<std::string> canonical_email(std::string_view email) override;
  std::optional<std::string> awaits_proof(UserId user, std::string_view email) override;
  Confirmation confirm_address(UserId user, std::string_view email) override;

 private:
  user::Questions& questions_;
};

}  // namespace gatehouse::auth::adapters
