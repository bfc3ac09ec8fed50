#pragma once

// What recovery does when it hears of something: codes for whoever asked for a reset, notices of changes,
// forgetting. Each handler is safe to run twice: a second code comes in the place of the first, a second
// notice has a link of its own.

#include "auth/app/forget_recovery.hpp"
#include "auth/app/issue_reset_code.hpp"
#include "auth/app/tell_of_change.hpp"
#include "platform/messaging/message.hpp"
#include "platform/messaging/relay.hpp"

namespace gatehouse::auth::adapters {

class RecoveryHandlers {
 public:
  RecoveryHandlers(IssueResetCode& issue_reset_code, TellOfChange& tell_of_change,
                   ForgetRecovery& forget_recovery)
      : issue_reset_code_(issue_reset_code),
        tell_of_change_(tell_of_change),
        forget_recovery_(forget_recovery) {}

  /// This must live as long as the relay runs.
  void subscribe_to(messaging::Relay& relay);

  void on_reset_requested(const messaging::Delivery& delivery);
  void on_account_changed(const messaging::Delivery& delivery);
  void on_address_replaced(const messaging::Delivery& delivery);
  void on_deleted(const messaging::Delivery& delivery);

 private:
  IssueResetCode& issue_reset_code_;
  TellOfChange& tell_of_change_;
  ForgetRecovery& forget_recovery_;
};

}  // namespace gatehouse::auth::adapters
