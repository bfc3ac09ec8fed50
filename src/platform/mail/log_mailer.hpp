#pragma once

// The mailer of an installation without a mail server: what would be sent is written to the log, one JSON
// line each, so that a developer or a test reads the code there. It is the one place where a secret goes to
// the log, because that is what it is for.

#include <string>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"

namespace gatehouse::mail {

struct CodeMail {
  UserId user;
  std::string email;
  std::string code;
  Time expires_at;
};

struct ResetCodeMail {
  UserId user;
  std::string email;
  std::string code;
  std::string reset_id;
  std::string device;
  Time expires_at;
};

struct ChangeNotice {
  UserId user;
  std::string email;   // where it is told
  std::string change;  // "email", "password"
  std::string undo_url;
};

struct ReuseNotice {
  UserId user;
  std::string email;
  std::string session_id;
  std::string device;
  std::string address;
};

/// Thread-safe. Throws `Unavailable` where the reader of the log does not take the line in time, so that
/// whoever sends tries again.
class LogMailer {
 public:
  /// Senders stand inside a transaction, which must not be held up by a reader that has stopped.
  static constexpr std::chrono::milliseconds wait{100};

  void send(const CodeMail& mail) const;
  void send(const ResetCodeMail& mail) const;
  void send(const ChangeNotice& notice) const;
  void send(const ReuseNotice& notice) const;
};

}  // namespace gatehouse::mail
