#pragma once

// Makes an address its account's own, once it has been proven elsewhere. Of all accounts that typed it, the
// first to prove it has it.

#include <string_view>

#include "user/app/ports.hpp"

namespace gatehouse::user {

/// Thread-safe. Joins the transaction of whoever has checked the proof.
class ConfirmAddress {
 public:
  ConfirmAddress(Users& users, const Clock& clock) : users_(users), clock_(clock) {}

  Confirmation operator()(UserId user, std::string_view typed) {
    const auto email = Email::parse(typed);
    if (!email) return Confirmation::not_held;
    return users_.confirm(user, *email, clock_.now());
  }

 private:
  Users& users_;
  const Clock& clock_;
};

}  // namespace gatehouse::user
