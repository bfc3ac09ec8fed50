#pragma once

// What a request to change an account asks for, held against the account as it is. Nothing is decided here
// that depends on what happens meanwhile.

#include <optional>

#include "user/app/update_account.hpp"

namespace gatehouse::user {

/// What of a form can be carried out; what cannot is noted in `faults`.
struct AccountWishes {
  std::optional<Nickname> nickname{};
  std::optional<Email> email{};
  std::optional<Password> password{};
};

inline bool changes_nothing(const AccountForm& form) {
  return !form.nickname && !form.email && !form.new_password;
}

/// The fields by themselves, and against `present`. Whether a new password equals the present one cannot be
/// seen here.
AccountWishes read_wishes(const AccountForm& form, const User& present, const PasswordPolicy& policy,
                          FormFaults& faults);

}  // namespace gatehouse::user
