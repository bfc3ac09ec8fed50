#pragma once

// How mails leave the house, as options.

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "platform/config/setting.hpp"
#include "platform/mail/smtp_mailer.hpp"

namespace gatehouse::server {

enum class MailerKind { log, smtp, file };
enum class StartTls { automatic, required, off };

struct MailSettings {
  MailerKind mailer = MailerKind::log;
  std::string from;  // `Name <address>`
  std::string smtp_url;
  StartTls starttls = StartTls::automatic;
  std::string smtp_ca;  // PEM file; empty: whom the system trusts
  std::chrono::milliseconds connect_timeout = mail::SmtpOptions{}.connect_timeout;
  std::chrono::milliseconds timeout = mail::SmtpOptions{}.timeout;
  std::size_t senders = 2;
  std::string folder = "<data_dir>/mails";
  std::string templates;
};

void declare_mail(config::SettingTable& table, MailSettings& settings);

/// What does not go together.
std::vector<std::string> mail_conflicts(const MailSettings& settings);

/// Who mails are from. `settings` has no conflicts.
mail::Mailbox sender_of(const MailSettings& settings);
/// The same for the server that takes them, where the mailer is `smtp`.
mail::SmtpOptions smtp_options(const MailSettings& settings);

}  // namespace gatehouse::server
