#pragma once

// Tells whether an account holds an address that it has yet to prove, and how that is stored: mail goes there
// and nowhere else.

#include <optional>
#include <string>
#include <string_view>

#include "user/app/ports.hpp"

namespace gatehouse::user {

/// Thread-safe.
class AwaitsProof {
 public:
  explicit AwaitsProof(Users& users) : users_(users) {}

  std::optional<std::string> operator()(UserId user, std::string_view typed) {
    const auto email = Email::parse(typed);
    if (!email) return std::nullopt;
    return users_.unproven_address(user, *email);
  }

 private:
  Users& users_;
};

}  // namespace gatehouse::user
