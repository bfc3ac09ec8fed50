#pragma once

// Does to an account what another context has the proof for.

#include "user/app/choose_password.hpp"
#include "user/app/ports.hpp"
#include "user/messages/account_recovery.hpp"

namespace gatehouse::user {

class Recovery final : public AccountRecovery {
 public:
  Recovery(Users& users, PasswordHasher& hasher, const PasswordPolicy& policy, Events& events,
           const Clock& clock)
      : users_(users),
        hasher_(hasher),
        events_(events),
        clock_(clock),
        choose_password_(users, hasher, policy) {}

  std::optional<FieldFault> password_fault(std::string_view field, std::string_view typed) override {
    return choose_password_.fault_of(field, typed);
  }
  Result<NewPassword> prepare_password(UserId user, std::string_view field, std::string_view typed) override {
    return choose_password_(user, field, typed);
  }
  std::string unusable_hash() override { return hasher_.unusable_hash(); }
  bool set_password(UserId user, const NewPassword& password,
                    const std::optional<std::string>& proven_email) override;
  std::optional<Restored> restore(UserId user, const FormerAddress& former,
                                  const std::optional<std::string>& password_hash) override;

 private:
  Users& users_;
  PasswordHasher& hasher_;
  Events& events_;
  const Clock& clock_;
  ChoosePassword choose_password_;
};

}  // namespace gatehouse::user
