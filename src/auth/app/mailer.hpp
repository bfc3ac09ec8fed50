#pragma once

// The mails of this context, each with everything that a reader of it needs: whoever sends looks nothing up.

#include <string>

#include "auth/domain/verification_code.hpp"
#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::auth {

/// The code that proves an address.
struct CodeMail {
  UserId user;
  std::string email;
  std::string language;
  VerificationCode code;
  Time expires_at;
};

/// The code by which a password is reset, for whoever asked with the handle `reset_id`.
struct ResetCodeMail {
  UserId user;
  std::string email;
  std::string language;
  VerificationCode code;
  std::string reset_id;
  std::string device;  // of the asker, as they named it: may be anything, and may be empty
  Time expires_at;
};

/// Tells a former address that what guards its account was changed, and how to take that back.
struct ChangeNoticeMail {
  UserId user;
  std::string email;
  std::string language;
  std::string change;    // "email" or "password"
  std::string undo_url;  // a secret: who has it can undo the change
  Time undo_expires_at;
};

/// Tells that a session has ended because its refresh token was used twice.
struct ReuseNoticeMail {
  UserId user;
  std::string email;
  std::string language;
  std::string session_id;
  std::string device;   // that the session was opened on
  std::string address;  // that it was last seen at
};

/// Returns once the mail is out of our hands; throws to be tried again.
class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual void send_code(const CodeMail& mail) = 0;
  virtual void send_reset_code(const ResetCodeMail& mail) = 0;
  virtual void send_change_notice(const ChangeNoticeMail& mail) = 0;
  virtual void send_reuse_notice(const ReuseNoticeMail& mail) = 0;
};

}  // namespace gatehouse::auth
