#pragma once

// Carries events from the outbox to their handlers: at least once, in order for each subject, with growing
// waits after a failure and a dead-letter state after the last attempt. A handler runs inside one transaction
// together with the mark in the inbox, so what it does to the database happens exactly once. What it does
// outside (a mail, a line in the log) it leaves to `HandOver`, which does it after the commit.
//
// Several servers on one PostgreSQL share the work: a message is held by `FOR UPDATE SKIP LOCKED` while it is
// handled.

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "kernel/clock.hpp"
#include "platform/messaging/hand_over.hpp"
#include "platform/messaging/message.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::messaging {

struct RelayOptions {
  int max_attempts = 10;                      // then the message is a dead letter
  std::chrono::milliseconds first_wait{500};  // doubled after each failure
  std::chrono::milliseconds longest_wait{60'000};
  std::chrono::milliseconds idle_poll{1000};  // looked at least this often, even if nobody woke it
  std::chrono::hours keep_delivered{24};      // delivered messages and inbox marks are swept after this
  std::chrono::hours keep_dead{24 * 30};      // dead letters too
};

struct OutboxStatus {
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  std::chrono::milliseconds oldest_age{0};  // of the oldest that waits
};

class Relay {
 public:
  /// Throws to be tried again. Runs inside a write transaction.
  using Handler = std::function<void(const Delivery&)>;

  /// `hand_over` is where handlers leave what happens outside the database.
  Relay(sql::Database& database, const Clock& clock, RelayOptions options = {},
        std::shared_ptr<HandOver> hand_over = std::make_shared<HandOver>());
  ~Relay();

  /// The handlers of one type are tried each for itself; the message is delivered once all are done. `name`
  /// tells them apart in the inbox. Before `start`.
  void subscribe(std::string type, std::string name, Handler handler);

  void start();
  /// Lets the delivery under way finish.
  void stop();
  void wake();

  OutboxStatus status() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace gatehouse::messaging
