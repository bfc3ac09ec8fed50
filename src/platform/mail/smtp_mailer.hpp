#pragma once

// Sends mails to a server by SMTP, through libcurl: over TLS where the server is not this machine, with the
// server's certificate checked, and never for longer than its limits say. Its connection is kept for the next
// mail.

#include <chrono>
#include <memory>
#include <string>

#include "platform/mail/mailbox.hpp"
#include "platform/mail/mailer.hpp"
#include "platform/mail/smtp_server.hpp"

namespace gatehouse::mail {

struct SmtpOptions {
  SmtpServer server{};
  bool starttls = true;  // what is no smtps begins in the clear, and goes on only once it is TLS
  std::string
      authorities{};  // PEM file of those who may vouch for the server; empty: those the system trusts
  std::chrono::milliseconds connect_timeout{10'000};  // until the server takes the first mail
  std::chrono::milliseconds timeout{30'000};          // for one mail, connecting included
};

class SmtpMailer final : public Mailer {
 public:
  SmtpMailer(const SmtpOptions& options, Mailbox from);
  ~SmtpMailer() override;

  /// Refused is what the server answers with 5xx to the sender, the recipient or the mail; what it says to
  /// our sign-in or our TLS is no fault of the mail, and failed.
  SendResult send(const Mail& mail) override;
  void interrupt() override;

  /// Connects, goes over to TLS and signs in, as for a mail, and sends none. Once, in the place of `send`.
  SendResult greet();

 private:
  class Transfer;
  std::unique_ptr<Transfer> transfer_;
  const Mailbox from_;
};

}  // namespace gatehouse::mail
