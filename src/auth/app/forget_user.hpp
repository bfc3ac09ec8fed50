#pragma once

// Nothing of a deleted account stays here.

#include "auth/app/ports.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class ForgetUser {
 public:
  explicit ForgetUser(VerificationCodes& codes) : codes_(codes) {}

  void operator()(UserId user) { codes_.forget(user); }

 private:
  VerificationCodes& codes_;
};

}  // namespace gatehouse::auth
