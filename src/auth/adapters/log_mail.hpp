#pragma once

// Sends this context's mails by the mailer that writes to the log, once the transaction that they tell of is
// committed: a code that can be read is a code that is good.

#include "auth/app/ports.hpp"
#include "platform/messaging/hand_over.hpp"

namespace gatehouse::auth::adapters {

class LogMail final : public Mailer {
 public:
  explicit LogMail(messaging::HandOver& hand_over) : hand_over_(hand_over) {}

  void send_code(UserId user, const std::string& email, const VerificationCode& code,
                 Time expires_at) override;
  void send_change_notice(UserId user, const std::string& email, const std::string& change) override;

 private:
  messaging::HandOver& hand_over_;
};

}  // namespace gatehouse::auth::adapters
