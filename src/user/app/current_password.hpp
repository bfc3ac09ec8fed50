#pragma once

// The fresh proof that who changes an account is its owner and not somebody at their open session.

#include <string>
#include <string_view>

#include "user/app/form_faults.hpp"
#include "user/app/ports.hpp"
#include "user/domain/password.hpp"

namespace gatehouse::user {

inline constexpr std::string_view current_password_field = "current_password";

inline ValueFault incorrect_password() { return {fault::incorrect, "This is not the account's password."}; }
inline ValueFault missing_password() {
  return {fault::missing, "This is needed to show that the account is yours."};
}

/// Whether `typed` is the password of that hash; a fault is noted where it is not.
inline bool check_current_password(PasswordHasher& hasher, const std::string& stored, std::string_view typed,
                                   FormFaults& faults) {
  const auto password = Password::parse(typed);
  const bool right = password && hasher.verify(stored, password->view());
  if (!right) faults.add(current_password_field, incorrect_password());
  return right;
}

}  // namespace gatehouse::user
