#pragma once

// Makes an address its account's own, once it has been proven elsewhere. Of all accounts that typed it, the
// first to prove it has it.

#include <string_view>

#include "user/app/ports.hpp"

namespace gatehouse::user {

/// Thread-safe. Joins the transaction of whoever has checked the proof.
class ConfirmAddress {
 public:
  ConfirmAddress(Users& users, Events& events, const Clock& clock)
      : users_(users), events_(events), clock_(clock) {}

  Confirmation operator()(UserId user, std::string_view typed);

 private:
  Users& users_;
  Events& events_;
  const Clock& clock_;
};

}  // namespace gatehouse::user
