#include "auth/adapters/log_mail.hpp"

#include "platform/mail/log_mailer.hpp"

namespace gatehouse::auth::adapters {

void LogMail::send_code(UserId user, const std::string& email, const VerificationCode& code,
                        Time expires_at) {
  hand_over_.after_commit(
      [mail = mail::CodeMail{user, email, code.text(), expires_at}] { mail::LogMailer().send(mail); });
}

void LogMail::send_change_notice(UserId user, const std::string& email, const std::string& change) {
  hand_over_.after_commit(
      [notice = mail::ChangeNotice{user, email, change}] { mail::LogMailer().send(notice); });
}

}  // namespace gatehouse::auth::adapters
