#include "server/wiring/mailing.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

#include "auth/adapters/log_mail.hpp"
#include "auth/adapters/mail_kinds.hpp"
#include "auth/adapters/queued_mail.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/file_mailer.hpp"
#include "platform/mail/mail_sweep.hpp"
#include "platform/mail/smtp_mailer.hpp"

namespace gatehouse::server {
namespace {

/// Taking leave of a server that does not answer may take as long as a mail.
mail::SendersOptions senders_options(const MailSettings& settings) {
  constexpr std::chrono::minutes to_spare{1};
  return {.threads = settings.senders, .each = {.lease = 2 * settings.timeout + to_spare}};
}

void require_readable(const std::string& option, const std::string& file) {
  if (!file.empty() && !std::ifstream(file)) throw std::runtime_error(option + ": cannot read " + file);
}

mail::Senders::MakeMailer maker_of(const MailSettings& settings) {
  const mail::Mailbox from = sender_of(settings);
  if (settings.mailer == MailerKind::file) {
    return [folder = settings.folder, from] { return std::make_unique<mail::FileMailer>(folder, from); };
  }
  require_readable("--smtp-ca", settings.smtp_ca);
  return
      [options = smtp_options(settings), from] { return std::make_unique<mail::SmtpMailer>(options, from); };
}

}  // namespace

Mailing::Mailing(const MailSettings& settings, sql::Database& database, messaging::HandOver& hand_over,
                 const crypto::MasterKey& master_key, const Clock& clock)
    : queue_(database, crypto::SealedBox(master_key.derive(crypto::KeyUse::sealing)), clock),
      senders_options_(senders_options(settings)) {
  mail::Templates templates = auth::adapters::load_mail_templates(settings.templates);
  if (settings.mailer == MailerKind::log) {
    mailer_ = std::make_unique<auth::adapters::LogMail>(hand_over);
    return;
  }
  mailer_ = std::make_unique<auth::adapters::QueuedMail>(queue_, std::move(templates), sender_of(settings));
  senders_.emplace(queue_, maker_of(settings), senders_options_);
}

void Mailing::start() {
  if (senders_) senders_->start();
}

void Mailing::stop() {
  if (senders_) senders_->stop();
}

void Mailing::sweep() {
  mail::sweep(queue_, {.longest_wait = senders_options_.each.longest_wait,
                       .longest_lease = senders_options_.each.lease});
}

void Mailing::measure(metrics::Registry& registry) const {
  registry.gauge("gatehouse_mails_waiting", "Mails that are not sent yet",
                 [this] { return static_cast<double>(queue_.status().waiting); });
  registry.gauge("gatehouse_mails_dead", "Mails given up on, for an operator to retry",
                 [this] { return static_cast<double>(queue_.status().dead); });
  registry.gauge("gatehouse_mails_oldest_age_seconds", "Age of the oldest mail that waits",
                 [this] { return std::chrono::duration<double>(queue_.status().oldest_age).count(); });
  if (!senders_) return;
  const mail::SenderCounts& counts = senders_->counts();
  registry.total("gatehouse_mails_sent_total", "Mails that a mail server or the folder took",
                 [&counts] { return static_cast<double>(counts.sent); });
  registry.total("gatehouse_mails_failed_total", "Attempts to send a mail that failed",
                 [&counts] { return static_cast<double>(counts.failed); });
  registry.total("gatehouse_mails_given_up_total",
                 "Mails that were of no use any more before they could be sent",
                 [&counts] { return static_cast<double>(counts.given_up); });
}

}  // namespace gatehouse::server
