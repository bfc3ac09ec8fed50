#pragma once

// Writes this context's mails and puts them into the queue, in the transaction of whoever asks: what they
// say is sealed from then on, and never in a log.

#include <string>

#include "auth/app/ports.hpp"
#include "platform/mail/mail_queue.hpp"
#include "platform/mail/mailbox.hpp"
#include "platform/mail/templates.hpp"

namespace gatehouse::auth::adapters {

class QueuedMail final : public Mailer {
 public:
  /// `from`: its name, or else its domain, is what mails call the service.
  QueuedMail(mail::MailQueue& queue, mail::Templates templates, mail::Mailbox from);

  /// In the place of an older one that still waits: that code is dead.
  void send_code(const CodeMail& mail) override;
  void send_reset_code(const ResetCodeMail& mail) override;
  void send_change_notice(const ChangeNoticeMail& mail) override;
  void send_reuse_notice(const ReuseNoticeMail& mail) override;

 private:
  struct Letter {
    std::string_view kind;
    UserId user;
    std::string email;
    std::string language;
    std::optional<Time> useless_after{};
  };
  void put(const Letter& letter, mail::Values values);
  std::string time_left(Time until, std::chrono::seconds unit) const;

  mail::MailQueue& queue_;
  const mail::Templates templates_;
  const mail::Mailbox from_;
};

}  // namespace gatehouse::auth::adapters
