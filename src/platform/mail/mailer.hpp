#pragma once

// Whoever carries a mail out of the house. What went wrong is told without anything of what the mail says.

#include <string>

#include "platform/mail/mail.hpp"

namespace gatehouse::mail {

enum class Sending {
  sent,
  failed,       // now; another attempt may do better
  refused,      // for good: the mail itself is not wanted
  interrupted,  // by us
};

struct SendResult {
  Sending outcome = Sending::sent;
  std::string reason{};  // ASCII, for an operator
};

/// `send` is called by one thread at a time.
class Mailer {
 public:
  virtual ~Mailer() = default;

  /// Takes no longer than its limits say.
  virtual SendResult send(const Mail& mail) = 0;

  /// From any thread, and for good: a mail under way is given up, every later one too.
  virtual void interrupt() = 0;
};

}  // namespace gatehouse::mail
