#pragma once

// The threads that send. There are several, so that a server that lets one mail wait does not hold up the
// next, and each mail has its own time limit; several servers on one PostgreSQL share the mails.

#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "platform/mail/mail_queue.hpp"
#include "platform/mail/mailer.hpp"
#include "platform/mail/sender.hpp"
#include "platform/sql/bell.hpp"

namespace gatehouse::mail {

struct SendersOptions {
  std::size_t threads = 2;
  SenderOptions each{};
  std::chrono::milliseconds idle_poll{1000};  // looked at least this often, even if nobody woke them
};

class Senders {
 public:
  using MakeMailer = std::function<std::unique_ptr<Mailer>()>;

  /// Each thread has a mailer of its own. Throws what making one throws.
  Senders(MailQueue& queue, const MakeMailer& make_mailer, SendersOptions options);
  ~Senders();

  void start();
  /// Promptly: what is under way is given up, and sent after the next start.
  void stop();

  const SenderCounts& counts() const { return counts_; }

 private:
  void run(Mailer& mailer);

  MailQueue& queue_;
  const SendersOptions options_;
  SenderCounts counts_;
  std::shared_ptr<sql::Bell> bell_ = std::make_shared<sql::Bell>();
  std::vector<std::unique_ptr<Mailer>> mailers_;
  std::vector<std::thread> threads_;
};

}  // namespace gatehouse::mail
