#pragma once

// No way back leads into an account that is deleted.

#include "auth/app/recovery_ports.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class ForgetRecovery {
 public:
  ForgetRecovery(PasswordResets& resets, UndoLinks& links) : resets_(resets), links_(links) {}

  void operator()(UserId user) {
    resets_.forget(user);
    links_.forget(user);
  }

 private:
  PasswordResets& resets_;
  UndoLinks& links_;
};

}  // namespace gatehouse::auth
