#pragma once

// What this context does when it hears of something: codes for new addresses, and forgetting. Each handler is
// safe to run twice: a second code supersedes the first.

#include "auth/app/forget_user.hpp"
#include "auth/app/issue_code.hpp"
#include "auth/app/issue_unasked_code.hpp"
#include "auth/app/ports.hpp"
#include "platform/mail/mail_queue.hpp"
#include "platform/messaging/message.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/messaging/relay.hpp"

namespace gatehouse::auth::adapters {

class EventHandlers {
 public:
  EventHandlers(IssueCode& issue_code, IssueUnaskedCode& issue_unasked_code, ForgetUser& forget_user,
                messaging::Outbox& outbox, mail::MailQueue& mails)
      : issue_code_(issue_code),
        issue_unasked_code_(issue_unasked_code),
        forget_user_(forget_user),
        outbox_(outbox),
        mails_(mails) {}

  /// This must live as long as the relay runs.
  void subscribe_to(messaging::Relay& relay);

  void on_signed_up(const messaging::Delivery& delivery);
  void on_email_change_requested(const messaging::Delivery& delivery);
  void on_verification_requested(const messaging::Delivery& delivery);
  void on_deleted(const messaging::Delivery& delivery);

 private:
  IssueCode& issue_code_;
  IssueUnaskedCode& issue_unasked_code_;
  ForgetUser& forget_user_;
  messaging::Outbox& outbox_;
  mail::MailQueue& mails_;
};

}  // namespace gatehouse::auth::adapters
