#pragma once

// One sender's work, without its thread: takes a mail that is due, sends it outside of any transaction, and
// notes what became of it. A mail is sent at least once: a server that dies between the sending and the note
// leaves it to be sent again once its lease has ended, under the same Message-ID.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "platform/mail/mail_queue.hpp"
#include "platform/mail/mail_rows.hpp"
#include "platform/mail/mailer.hpp"

namespace gatehouse::mail {

struct SenderOptions {
  std::chrono::milliseconds first_wait{1000};  // doubled after each failure
  std::chrono::milliseconds longest_wait{std::chrono::minutes{15}};
  std::int64_t max_attempts = 100;           // about a day; then it is a dead letter
  std::chrono::milliseconds lease{120'000};  // longer than a mailer takes for a mail
};

/// Since the start of this server.
struct SenderCounts {
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<std::uint64_t> failed = 0;    // attempts
  std::atomic<std::uint64_t> given_up = 0;  // of no use any more
};

/// Used by one thread at a time.
class Sender {
 public:
  Sender(MailQueue& queue, Mailer& mailer, SenderCounts& counts, const SenderOptions& options)
      : queue_(queue), mailer_(mailer), counts_(counts), options_(options) {}

  /// False where nothing was due. Throws where the database cannot be used; what became of a mail is then
  /// noted by the next call.
  bool send_one();

 private:
  std::optional<LeasedRow> take();
  SendResult attempt(const LeasedRow& row);
  void settle();
  void note(const LeasedRow& row, const SendResult& result);
  void note_failure(const LeasedRow& row, const SendResult& result);
  void give_up_on(const LeasedRow& row, std::int64_t failures, const std::string& reason = {});
  std::chrono::milliseconds wait_after(std::int64_t failures) const;

  struct Outcome {
    LeasedRow row;
    SendResult result;
  };

  MailQueue& queue_;
  Mailer& mailer_;
  SenderCounts& counts_;
  const SenderOptions options_;
  std::optional<Outcome> unsettled_;
};

}  // namespace gatehouse::mail
