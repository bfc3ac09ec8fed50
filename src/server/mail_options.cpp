#include "server/mail_options.hpp"

#include "platform/config/binding.hpp"
#include "platform/config/mask.hpp"
#include "platform/mail/mailbox.hpp"

namespace gatehouse::server {
namespace {

using config::bind_choice;
using config::bind_duration;
using config::bind_number;
using config::bind_text;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr config::Bounds<milliseconds> timeout_bounds{milliseconds{100}, minutes{10}};
constexpr std::string_view from_nobody = "gatehouse@localhost";  // good enough for a folder

std::optional<std::string> mailbox(std::string_view text) {
  if (text.empty() || mail::parse_mailbox(text)) return std::nullopt;
  return "must be an address, or a name and an address: Example <no-reply@example.com>";
}

std::optional<std::string> smtp_url(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto server = mail::parse_smtp_url(text);
  return server ? std::nullopt : std::optional(server.error());
}

void declare_smtp(config::SettingTable& table, MailSettings& settings) {
  table.add({"smtp_url", "URL",
             "smtp://USER:PASSWORD@HOST:PORT, or smtps://… Flags can be seen by other users of the machine: "
             "put a URL with a password into the environment, a file that GATEHOUSE_SMTP_URL_FILE names, or "
             "the configuration file.",
             bind_text(settings.smtp_url, smtp_url), config::mask_url});
  table.add({"smtp_starttls", "HOW",
             "With smtp://: required; off, for a server without user in a private network; or auto, which is "
             "off for this machine without user, else required.",
             bind_choice(
                 settings.starttls,
                 {{"auto", StartTls::automatic}, {"required", StartTls::required}, {"off", StartTls::off}})});
  table.add({"smtp_ca", "FILE",
             "Certificates (PEM) that may vouch for the mail server, in the place of those that the system "
             "trusts.",
             bind_text(settings.smtp_ca)});
  table.add({"smtp_connect_timeout", "DURATION", "How long reaching and greeting the mail server may take.",
             bind_duration(settings.connect_timeout, timeout_bounds)});
  table.add({"smtp_timeout", "DURATION", "How long sending one mail may take, all in all.",
             bind_duration(settings.timeout, timeout_bounds)});
}

}  // namespace

void declare_mail(config::SettingTable& table, MailSettings& settings) {
  table.add(
      {"mailer", "HOW", "Where mails go: into the log, to a mail server by SMTP, or into a folder as files.",
       bind_choice(settings.mailer,
                   {{"log", MailerKind::log}, {"smtp", MailerKind::smtp}, {"file", MailerKind::file}})});
  table.add({"mail_from", "MAILBOX", "Who mails are from: Example <no-reply@example.com>.",
             bind_text(settings.from, mailbox)});
  declare_smtp(table, settings);
  table.add({"mail_senders", "N", "Mails that may be on their way to the mail server at once.",
             bind_number(settings.senders, config::Bounds<std::size_t>{1, 32})});
  table.add({"mail_dir", "DIR", "Where the mailer `file` puts mails.", bind_text(settings.folder)});
  table.add({"mail_templates", "DIR", "Templates in the place of the built-in ones of the same name.",
             bind_text(settings.templates)});
}

std::vector<std::string> mail_conflicts(const MailSettings& settings) {
  std::vector<std::string> found;
  const bool smtp = settings.mailer == MailerKind::smtp;
  if (smtp && settings.smtp_url.empty()) found.emplace_back("--mailer smtp: needs --smtp-url");
  if (smtp && settings.from.empty()) found.emplace_back("--mailer smtp: needs --mail-from");
  if (!smtp && !settings.smtp_url.empty()) {
    found.emplace_back("--smtp-url: nothing would be sent there without --mailer smtp");
  }
  if (settings.mailer == MailerKind::file && settings.folder.empty()) {
    found.emplace_back("--mailer file: needs --mail-dir");
  }
  if (settings.connect_timeout > settings.timeout) {
    found.emplace_back("--smtp-connect-timeout: longer than --smtp-timeout");
  }
  const auto server = mail::parse_smtp_url(settings.smtp_url);
  if (server && !server->tls && !server->user.empty() && settings.starttls == StartTls::off) {
    found.emplace_back(
        "--smtp-starttls off: the password of --smtp-url would cross the network in the clear");
  }
  return found;
}

mail::Mailbox sender_of(const MailSettings& settings) {
  return mail::parse_mailbox(settings.from.empty() ? from_nobody : settings.from).value();
}

mail::SmtpOptions smtp_options(const MailSettings& settings) {
  mail::SmtpServer server = mail::parse_smtp_url(settings.smtp_url).value();
  const bool in_the_clear = settings.starttls == StartTls::off || (settings.starttls == StartTls::automatic &&
                                                                   server.is_local() && server.user.empty());
  return {.server = std::move(server),
          .starttls = !in_the_clear,
          .authorities = settings.smtp_ca,
          .connect_timeout = settings.connect_timeout,
          .timeout = settings.timeout};
}

}  // namespace gatehouse::server
