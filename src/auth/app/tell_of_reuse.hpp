#pragma once

// Tells the owner of a session that it has ended because its refresh token was used twice: somebody else has
// had it.

#include "auth/app/ports.hpp"
#include "auth/messages/session_reused.hpp"

namespace gatehouse::auth {

/// Thread-safe. Called inside a transaction (by the handler of the event).
class TellOfReuse {
 public:
  TellOfReuse(Accounts& accounts, Mailer& mailer) : accounts_(accounts), mailer_(mailer) {}

  /// Does nothing where the account is gone.
  void operator()(const SessionReused& event) {
    auto owner = accounts_.contact(UserId{event.user_id});
    if (!owner) return;
    mailer_.send_reuse_notice({.user = owner->user,
                               .email = std::move(owner->email),
                               .language = std::move(owner->language),
                               .session_id = event.session_id,
                               .device = event.device,
                               .address = event.address});
  }

 private:
  Accounts& accounts_;
  Mailer& mailer_;
};

}  // namespace gatehouse::auth
