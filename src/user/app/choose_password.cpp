#include "user/app/choose_password.hpp"

#include <utility>

#include "user/app/form_faults.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {

std::optional<FieldFault> ChoosePassword::fault_of(std::string_view field, std::string_view typed) const {
  FormFaults faults;
  const auto password = faults.parse<Password>(field, typed);
  if (password) faults.add(field, policy_.fault_of(*password));
  if (!faults.any()) return std::nullopt;
  return std::move(faults.take().front());
}

Result<NewPassword> ChoosePassword::operator()(UserId user, std::string_view field, std::string_view typed) {
  const auto account = users_.find(user);
  const auto contact = users_.contact(user);
  if (!account || !contact) return refuse(account_gone);
  FormFaults faults;
  const auto password = faults.parse<Password>(field, typed);
  if (password) faults.add(field, policy_.fault_of(*password, {account->nickname, account->email}));
  if (faults.any()) return refuse(faults.take());
  return NewPassword{hasher_.hash(password->view()), contact->credential_version};
}

}  // namespace gatehouse::user
