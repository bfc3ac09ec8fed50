#pragma once

// Has the user context do what recovery asks for.

#include "auth/app/recovery_ports.hpp"
#include "user/messages/account_recovery.hpp"

namespace gatehouse::auth::adapters {

class UserRecovery final : public RecoverableAccounts {
 public:
  explicit UserRecovery(user::AccountRecovery& recovery) : recovery_(recovery) {}

  std::optional<FieldFault> password_fault(std::string_view field, std::string_view typed) override {
    return recovery_.password_fault(field, typed);
  }
  Result<NewPassword> prepare_password(UserId user, std::string_view field, std::string_view typed) override;
  std::string unusable_hash() override { return recovery_.unusable_hash(); }
  bool set_password(UserId user, const NewPassword& password,
                    const std::optional<std::string>& proven_email) override {
    return recovery_.set_password(user, {password.hash, password.credential_version}, proven_email);
  }
  std::optional<Restored> restore(UserId user, const FormerAddress& former,
                                  const std::optional<std::string>& password_hash) override;

 private:
  user::AccountRecovery& recovery_;
};

}  // namespace gatehouse::auth::adapters
