#include "auth/adapters/log_mail.hpp"

namespace gatehouse::auth::adapters {

void LogMail::send_code(UserId user, const std::string& email, const VerificationCode& code,
                        Time expires_at) {
  mailer_.send(mail::CodeMail{user, email, code.text(), expires_at});
}

void LogMail::send_change_notice(UserId user, const std::string& email, const std::string& change) {
  mailer_.send(mail::ChangeNotice{user, email, change});
}

}  // namespace gatehouse::auth::adapters
