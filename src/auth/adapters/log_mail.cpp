#include "auth/adapters/log_mail.hpp"

#include "platform/mail/log_mailer.hpp"

namespace gatehouse::auth::adapters {

void LogMail::send_code(const CodeMail& mail) {
  hand_over_.after_commit([line = mail::CodeMail{mail.user, mail.email, mail.code.text(), mail.expires_at}] {
    mail::LogMailer().send(line);
  });
}

void LogMail::send_reset_code(const ResetCodeMail& mail) {
  hand_over_.after_commit(
      [line = mail::ResetCodeMail{mail.user, mail.email, mail.code.text(), mail.reset_id, mail.device,
                                  mail.expires_at}] { mail::LogMailer().send(line); });
}

void LogMail::send_change_notice(const ChangeNoticeMail& mail) {
  hand_over_.after_commit([notice = mail::ChangeNotice{mail.user, mail.email, mail.change, mail.undo_url}] {
    mail::LogMailer().send(notice);
  });
}

void LogMail::send_reuse_notice(const ReuseNoticeMail& mail) {
  hand_over_.after_commit([notice = mail::ReuseNotice{mail.user, mail.email, mail.session_id, mail.device,
                                                      mail.address}] { mail::LogMailer().send(notice); });
}

}  // namespace gatehouse::auth::adapters
