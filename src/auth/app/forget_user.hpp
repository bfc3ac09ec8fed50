#pragma once

// Nothing of a deleted account stays here.

#include "auth/app/ports.hpp"
#include "auth/app/session_ports.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class ForgetUser {
 public:
  ForgetUser(VerificationCodes& codes, Sessions& sessions) : codes_(codes), sessions_(sessions) {}

  void operator()(UserId user) {
    codes_.forget(user);
    sessions_.end_all(user, std::nullopt);  // none is left but by mistake: they ended with the account
  }

 private:
  VerificationCodes& codes_;
  Sessions& sessions_;
};

}  // namespace gatehouse::auth
