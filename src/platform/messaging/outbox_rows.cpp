#include "platform/messaging/outbox_rows.hpp"

namespace gatehouse::messaging {
namespace {

constexpr std::string_view select_due =
    "SELECT id, type, subject, payload FROM outbox AS o "
    "WHERE delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $1 AND NOT EXISTS ("
    "SELECT 1 FROM outbox AS older WHERE older.subject = o.subject AND older.id < o.id "
    "AND older.delivered_at IS NULL AND older.dead_at IS NULL) "
    "ORDER BY next_attempt_at, id LIMIT $2";

constexpr std::string_view select_held =
    "SELECT attempts FROM outbox "
    "WHERE id = $1 AND delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $2";

constexpr std::string_view select_held_among_servers =
    "SELECT attempts FROM outbox "
    "WHERE id = $1 AND delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $2 "
    "FOR UPDATE SKIP LOCKED";

}  // namespace

std::vector<DueMessage> due_messages(sql::Connection& connection, Time now, std::int64_t most) {
  std::vector<DueMessage> due;
  for (const sql::Row& row : connection.query(select_due, {to_millis(now), most})) {
    due.push_back({row.integer(0), {row.text(1), row.text(2), row.text(3)}});
  }
  return due;
}

std::optional<std::int64_t> hold(sql::Connection& connection, std::int64_t id, Time now) {
  const bool alone = connection.dialect() == sql::Dialect::sqlite;
  const sql::Rows rows =
      connection.query(alone ? select_held : select_held_among_servers, {id, to_millis(now)});
  if (rows.empty()) return std::nullopt;
  return rows.front().integer(0);
}

bool mark_handled(sql::Connection& connection, std::int64_t id, const std::string& handler, Time now) {
  return connection.execute(
             "INSERT INTO inbox (message_id, handler, handled_at) VALUES ($1, $2, $3) "
             "ON CONFLICT (message_id, handler) DO NOTHING",
             {id, handler, to_millis(now)}) == 1;
}

void mark_delivered(sql::Connection& connection, std::int64_t id, Time now) {
  connection.execute("UPDATE outbox SET delivered_at = $2, payload = '' WHERE id = $1", {id, to_millis(now)});
}

void mark_failed(sql::Connection& connection, const FailedAttempt& attempt, Time now) {
  const sql::Value dead_at = attempt.last ? sql::Value{to_millis(now)} : sql::Value{nullptr};
  connection.execute(
      "UPDATE outbox SET attempts = attempts + 1, last_error = $3, next_attempt_at = $4, dead_at = $5 "
      "WHERE id = $1 AND attempts = $2 AND delivered_at IS NULL AND dead_at IS NULL",
      {attempt.id, attempt.failed_before, attempt.error, to_millis(attempt.next_attempt), dead_at});
}

std::int64_t sweep_delivered(sql::Connection& connection, Time before, std::int64_t most) {
  return connection.execute(
      "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE delivered_at IS NOT NULL "
      "AND delivered_at < $1 ORDER BY delivered_at LIMIT $2)",
      {to_millis(before), most});
}

std::int64_t sweep_dead(sql::Connection& connection, Time before, std::int64_t most) {
  return connection.execute(
      "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE dead_at IS NOT NULL "
      "AND dead_at < $1 ORDER BY dead_at LIMIT $2)",
      {to_millis(before), most});
}

void hasten_after_clock_change(sql::Connection& connection, Time latest) {
  connection.execute(
      "UPDATE outbox SET next_attempt_at = 0 "
      "WHERE delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at > $1",
      {to_millis(latest)});
}

}  // namespace gatehouse::messaging
