#pragma once

// Sends this context's mails by the mailer that writes to the log.

#include "auth/app/ports.hpp"
#include "platform/mail/log_mailer.hpp"

namespace gatehouse::auth::adapters {

class LogMail final : public Mailer {
 public:
  void send_code(UserId user, const std::string& email, const VerificationCode& code,
                 Time expires_at) override;
  void send_change_notice(UserId user, const std::string& email, const std::string& change) override;

 private:
  mail::LogMailer mailer_;
};

}  // namespace gatehouse::auth::adapters
