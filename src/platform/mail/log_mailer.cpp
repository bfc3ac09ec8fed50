#include "platform/mail/log_mailer.hpp"

#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::mail {

void LogMailer::send(const CodeMail& mail) const {
  const std::string expires_at = to_rfc3339(mail.expires_at);
  const bool delivered = log::deliver("verification_code",
                                      {{"user_id", mail.user.value},
                                       {"email", std::string_view(mail.email)},
                                       {"verify_code", std::string_view(mail.code)},
                                       {"expires_at", std::string_view(expires_at)}},
                                      wait);
  if (!delivered) throw Unavailable("the log did not take a verification code");
}

void LogMailer::send(const ResetCodeMail& mail) const {
  const std::string expires_at = to_rfc3339(mail.expires_at);
  const bool delivered = log::deliver("password_reset_code",
                                      {{"user_id", mail.user.value},
                                       {"email", std::string_view(mail.email)},
                                       {"verify_code", std::string_view(mail.code)},
                                       {"reset_id", std::string_view(mail.reset_id)},
                                       {"expires_at", std::string_view(expires_at)},
                                       {"device", std::string_view(mail.device)}},
                                      wait);
  if (!delivered) throw Unavailable("the log did not take a reset code");
}

void LogMailer::send(const ChangeNotice& notice) const {
  const bool delivered = log::deliver("account_change_notice",
                                      {{"user_id", notice.user.value},
                                       {"email", std::string_view(notice.email)},
                                       {"change", std::string_view(notice.change)},
                                       {"undo_url", std::string_view(notice.undo_url)}},
                                      wait);
  if (!delivered) throw Unavailable("the log did not take a notice");
}

void LogMailer::send(const ReuseNotice& notice) const {
  const bool delivered = log::deliver("session_reuse_notice",
                                      {{"user_id", notice.user.value},
                                       {"email", std::string_view(notice.email)},
                                       {"session_id", std::string_view(notice.session_id)},
                                       {"device", std::string_view(notice.device)},
                                       {"address", std::string_view(notice.address)}},
                                      wait);
  if (!delivered) throw Unavailable("the log did not take a notice");
}

}  // namespace gatehouse::mail
