#include "user/app/account_form.hpp"

#include <string>

#include "user/app/current_password.hpp"

namespace gatehouse::user {
namespace {

ValueFault unchanged(const char* what) {
  return {fault::unchanged, std::string("This is the present ") + what + '.'};
}

void read_password(const AccountForm& form, const User& present, const PasswordPolicy& policy,
                   AccountWishes& wishes, FormFaults& faults) {
  wishes.password = faults.parse<Password>("new_password", *form.new_password);
  if (!wishes.password) return;
  faults.add("new_password",
             policy.fault_of(*wishes.password, {present.nickname, present.email, form.nickname.value_or(""),
                                                form.email.value_or("")}));
}

}  // namespace

AccountWishes read_wishes(const AccountForm& form, const User& present, const PasswordPolicy& policy,
                          FormFaults& faults) {
  AccountWishes wishes;
  if (form.nickname) {
    wishes.nickname = faults.parse<Nickname>("nickname", *form.nickname);
    if (wishes.nickname && wishes.nickname->text() == present.nickname)
      faults.add("nickname", unchanged("nickname"));
  }
  if (form.email) {
    wishes.email = faults.parse<Email>("email", *form.email);
    const auto stored = Email::parse(present.email);
    if (wishes.email && stored && wishes.email->key() == stored->key())
      faults.add("email", unchanged("address"));
  }
  if (form.new_password) read_password(form, present, policy, wishes, faults);
  const bool needs_password = form.email || form.new_password;
  if (needs_password && !form.current_password) {
    faults.add(current_password_field, missing_password());
  }
  return wishes;
}

}  // namespace gatehouse::user
