#pragma once

// Nothing of a deleted account stays here.

#include "auth/app/ports.hpp"
#include "auth/app/session_ports.hpp"
#include "auth/app/sign_in_ports.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class ForgetUser {
 public:
  ForgetUser(VerificationCodes& codes, Sessions& sessions, SignInLimits& limits)
      : codes_(codes), sessions_(sessions), limits_(limits) {}

  void operator()(UserId user) {
    codes_.forget(user);
    limits_.forget(user, {});
    sessions_.end_all(user, std::nullopt);  // none is left but by mistake: they ended with the account
  }

 private:
  VerificationCodes& codes_;
  Sessions& sessions_;
  SignInLimits& limits_;
};

}  // namespace gatehouse::auth
