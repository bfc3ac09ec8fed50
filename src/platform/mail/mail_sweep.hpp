#pragma once

// Takes away mails that have had their time: sent ones, dead ones that nobody retried, and those of no use
// any more.

#include <chrono>

#include "platform/mail/mail_queue.hpp"

namespace gatehouse::mail {

struct SweepOptions {
  std::chrono::hours keep_sent{24};
  std::chrono::hours keep_dead{24 * 30};
  std::chrono::milliseconds longest_wait{std::chrono::minutes{15}};  // of a mail until its next attempt
  std::chrono::milliseconds longest_lease{std::chrono::hours{2}};
};

/// In small batches, and at most so many that the next sweep comes in time.
void sweep(MailQueue& queue, const SweepOptions& options = {});

}  // namespace gatehouse::mail
