#pragma once

// How the mails of the contexts leave the house: which mailer stands behind the port, and the queue and the
// senders behind that.

#include <memory>
#include <optional>

#include "auth/app/ports.hpp"
#include "kernel/clock.hpp"
#include "platform/crypto/master_key.hpp"
#include "platform/mail/mail_queue.hpp"
#include "platform/mail/senders.hpp"
#include "platform/messaging/hand_over.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql/database.hpp"
#include "server/mail_options.hpp"

namespace gatehouse::server {

class Mailing {
 public:
  /// Throws with a sentence for the operator: for a bad template, or a file that cannot be read.
  Mailing(const MailSettings& settings, sql::Database& database, messaging::HandOver& hand_over,
          const crypto::MasterKey& master_key, const Clock& clock);

  auth::Mailer& mailer() { return *mailer_; }
  mail::MailQueue& queue() { return queue_; }

  void start();
  /// After everything that writes mails.
  void stop();
  void sweep();
  void measure(metrics::Registry& registry) const;

 private:
  mail::MailQueue queue_;
  std::unique_ptr<auth::Mailer> mailer_;
  mail::SendersOptions senders_options_;
  std::optional<mail::Senders> senders_;  // none: what is written to the log has arrived
};

}  // namespace gatehouse::server
