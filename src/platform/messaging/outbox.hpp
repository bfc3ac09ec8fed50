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

 private:
  sql::Database& database_;
  const Clock& clock_;
};

}  // namespace gatehouse::messaging
