#include "auth/adapters/queued_mail.hpp"

#include <algorithm>
#include <utility>

#include "auth/adapters/mail_kinds.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::size_t message_id_octets = 16;

std::string yes_if(bool condition) { return condition ? "yes" : ""; }

}  // namespace

QueuedMail::QueuedMail(mail::MailQueue& queue, mail::Templates templates, mail::Mailbox from)
    : queue_(queue), templates_(std::move(templates)), from_(std::move(from)) {}

void QueuedMail::send_code(const CodeMail& mail) {
  queue_.withdraw(mail.user, std::string(mail_kind::verification_code));
  put({mail_kind::verification_code, mail.user, mail.email, mail.language, mail.expires_at},
      {{"code", mail.code.text()}, {"minutes", time_left(mail.expires_at, minutes{1})}});
}

void QueuedMail::send_reset_code(const ResetCodeMail& mail) {
  put({mail_kind::password_reset_code, mail.user, mail.email, mail.language, mail.expires_at},
      {{"code", mail.code.text()},
       {"minutes", time_left(mail.expires_at, minutes{1})},
       {"device", mail.device}});
}

void QueuedMail::send_change_notice(const ChangeNoticeMail& mail) {
  put({mail_kind::account_change_notice, mail.user, mail.email, mail.language},
      {{"email_changed", yes_if(mail.change == "email")},
       {"password_changed", yes_if(mail.change == "password")},
       {"undo_url", mail.undo_url},
       {"days", time_left(mail.undo_expires_at, days{1})}});
}

void QueuedMail::send_reuse_notice(const ReuseNoticeMail& mail) {
  put({mail_kind::session_reuse_notice, mail.user, mail.email, mail.language},
      {{"device", mail.device}, {"address", mail.address}});
}

void QueuedMail::put(const Letter& letter, mail::Values values) {
  values["service"] = from_.name.empty() ? from_.domain() : from_.name;
  mail::Wording wording = templates_.write(std::string(letter.kind), letter.language, values);
  queue_.put({.recipient = letter.email,
              .subject = std::move(wording.subject),
              .text = std::move(wording.text),
              .html = std::move(wording.html),
              .kind = std::string(letter.kind),
              .message_id = crypto::random_token(message_id_octets) + "@" + from_.domain(),
              .date = queue_.clock().now()},
             letter.user, letter.useless_after);
}

/// To the nearest unit, which the moments between the making of a code and this cannot change.
std::string QueuedMail::time_left(Time until, std::chrono::seconds unit) const {
  const auto left = std::chrono::round<std::chrono::seconds>(until - queue_.clock().now());
  return std::to_string(std::max<std::int64_t>((left + unit / 2) / unit, 1));
}

}  // namespace gatehouse::auth::adapters
