#pragma once

// Sends this context's mails by the mailer that writes to the log, once the transaction that they tell of is
// committed: a code that can be read is a code that is good.

#include "auth/app/mailer.hpp"
#include "platform/messaging/hand_over.hpp"

namespace gatehouse::auth::adapters {

class LogMail final : public Mailer {
 public:
  explicit LogMail(messaging::HandOver& hand_over) : hand_over_(hand_over) {}

  void send_code(const CodeMail& mail) override;
  void send_reset_code(const ResetCodeMail& mail) override;
  void send_change_notice(const ChangeNoticeMail& mail) override;
  void send_reuse_notice(const ReuseNoticeMail& mail) override;

 private:
  messaging::HandOver& hand_over_;
};

}  // namespace gatehouse::auth::adapters
