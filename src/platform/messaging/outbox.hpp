#pragma once

// Where an event is put down in the same transaction as the change it tells, so that neither can be without
// the other (the transactional outbox pattern).

#include "kernel/clock.hpp"
#include "platform/messaging/message.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::messaging {

/// Thread-safe.
class Outbox {
 public:
  Outbox(sql::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  /// Joins the transaction that the calling thread is in.
  void append(const Message& message);

  /// As `append`, but does nothing where the same message is the newest of its subject that waits, and nobody
  /// has tried it yet: what is asked for many times is done once. On PostgreSQL that message may be in the
  /// middle of its delivery. Where its handler must see what this transaction did before, both take the same
  /// `Connection::lock`: the handler before it commits, this transaction before this.
  void append_once(const Message& message);

  /// Deletes what is not delivered of that subject, dead letters too, but for the message `except`: with a
  /// person goes what was to be told about them.
  void forget(const std::string& subject, std::int64_t except);

  /// The same for one type of that subject.
  void withdraw(const std::string& type, const std::string& subject);

 private:
  sql::Database& database_;
  const Clock& clock_;
};

}  // namespace gatehouse::messaging
