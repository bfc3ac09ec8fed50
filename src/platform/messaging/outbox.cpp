#include "platform/messaging/outbox.hpp"

namespace gatehouse::messaging {
namespace {

/// Only the newest of those that wait counts: past another one it would come in another order.
constexpr std::string_view append_unless_it_waits =
    "INSERT INTO outbox (type, subject, payload, created_at, attempts, next_attempt_at) "
    "SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT), 0, 0 "
    "WHERE NOT EXISTS (SELECT 1 FROM (SELECT id, type, payload, attempts FROM outbox "
    "WHERE subject = CAST($2 AS TEXT) AND delivered_at IS NULL AND dead_at IS NULL "
    "ORDER BY id DESC LIMIT 1) AS newest "
    "WHERE newest.type = CAST($1 AS TEXT) AND newest.payload = CAST($3 AS TEXT) AND newest.attempts = 0 "
    "AND NOT EXISTS (SELECT 1 FROM inbox WHERE message_id = newest.id))";

}  // namespace

/// Due at once, whatever the clocks of several servers say.
void Outbox::append(const Message& message) {
  database_.write([&](sql::Connection& connection) {
    connection.execute_later(
        "INSERT INTO outbox (type, subject, payload, created_at, attempts, next_attempt_at) "
        "VALUES ($1, $2, $3, $4, 0, 0)",
        {message.type, message.subject, message.payload, to_millis(clock_.now())});
    connection.announce();
    return true;
  });
}

void Outbox::append_once(const Message& message) {
  database_.write([&](sql::Connection& connection) {
    const std::int64_t appended = connection.execute(
        append_unless_it_waits, {message.type, message.subject, message.payload, to_millis(clock_.now())});
    if (appended > 0) connection.announce();
    return true;
  });
}

void Outbox::forget(const std::string& subject, std::int64_t except) {
  database_.write([&](sql::Connection& connection) {
    connection.execute(
        "DELETE FROM outbox WHERE subject = $1 AND id <> $2 AND delivered_at IS NULL AND dead_at IS NULL",
        {subject, except});
    connection.execute("DELETE FROM outbox WHERE subject = $1 AND id <> $2 AND dead_at IS NOT NULL",
                       {subject, except});
    return true;
  });
}

void Outbox::withdraw(const std::string& type, const std::string& subject) {
  database_.write([&](sql::Connection& connection) {
    connection.execute(
        "DELETE FROM outbox WHERE type = $1 AND subject = $2 AND delivered_at IS NULL AND dead_at IS NULL",
        {type, subject});
    connection.execute("DELETE FROM outbox WHERE type = $1 AND subject = $2 AND dead_at IS NOT NULL",
                       {type, subject});
    return true;
  });
}

}  // namespace gatehouse::messaging
