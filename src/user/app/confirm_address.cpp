#include "user/app/confirm_address.hpp"

namespace gatehouse::user {
namespace {

bool is_address_of(const User& user, const Email& email) {
  const auto present = Email::parse(user.email);
  return present && present->key() == email.key();
}

}  // namespace

Confirmation ConfirmAddress::operator()(UserId user, std::string_view typed) {
  const auto email = Email::parse(typed);
  const auto before = email ? users_.find(user) : std::nullopt;
  if (!before) return Confirmation::not_held;
  const Confirmation outcome = users_.confirm(user, *email, clock_.now());
  if (outcome == Confirmation::confirmed && !is_address_of(*before, *email)) {
    events_.append(AddressReplaced{.user_id = user.value,
                                   .email = before->email,
                                   .email_verified_at = before->email_verified_at.transform(to_millis)});
  }
  return outcome;
}

}  // namespace gatehouse::user
