#include "platform/messaging/outbox.hpp"

namespace gatehouse::messaging {

/// Due at once, whatever the clocks of several servers say.
void Outbox::append(const Message& message) {
  database_.write([&](sql::Connection& connection) {
    connection.execute(
        "INSERT INTO outbox (type, subject, payload, created_at, attempts, next_attempt_at) "
        "VALUES ($1, $2, $3, $4, 0, 0)",
        {message.type, message.subject, message.payload, to_millis(clock_.now())});
    connection.announce();
    return true;
  });
}

}  // namespace gatehouse::messaging
