#include "platform/messaging/outbox_rows.hpp"

#include <algorithm>

namespace gatehouse::messaging {
namespace {

/// What waits for an older one is part of the answer, so that the look ends after `$2` rows whatever they
/// are.
constexpr std::string_view select_due =
    "SELECT id, type, subject, payload, CASE WHEN EXISTS ("
    "SELECT 1 FROM outbox AS older WHERE older.subject = o.subject AND older.id < o.id "
    "AND older.delivered_at IS NULL AND older.dead_at IS NULL) THEN 0 ELSE 1 END FROM outbox AS o "
    "WHERE delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $1 "
    "ORDER BY next_attempt_at, id LIMIT $2";

constexpr std::string_view select_of_subject =
    "SELECT id, type, subject, payload, next_attempt_at FROM outbox "
    "WHERE subject = $1 AND delivered_at IS NULL AND dead_at IS NULL ORDER BY id LIMIT $2";

constexpr std::string_view select_time_of_oldest =
    "SELECT next_attempt_at FROM outbox "
    "WHERE subject = $1 AND delivered_at IS NULL AND dead_at IS NULL ORDER BY id LIMIT 1";

constexpr std::string_view put_behind =
    "UPDATE outbox SET next_attempt_at = $4 WHERE subject = $1 AND id BETWEEN $2 AND $3 "
    "AND delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at < $4";

/// Past those that another server holds: they need it no more.
constexpr std::string_view put_behind_among_servers =
    "UPDATE outbox SET next_attempt_at = $4 WHERE id IN (SELECT id FROM outbox "
    "WHERE subject = $1 AND id BETWEEN $2 AND $3 "
    "AND delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at < $4 FOR UPDATE SKIP LOCKED)";

/// Later than what is new, which waits for 0, and earlier than every retry.
constexpr std::int64_t behind_the_new = 1;

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
    due.push_back({row.integer(0), {row.text(1), row.text(2), row.text(3)}, row.integer(4) == 1});
  }
  return due;
}

std::vector<DueMessage> due_messages_of(sql::Connection& connection, const std::string& subject, Time now,
                                        std::int64_t most) {
  std::vector<DueMessage> due;
  for (const sql::Row& row : connection.query(select_of_subject, {subject, most})) {
    if (row.integer(4) > to_millis(now)) break;
    due.push_back({row.integer(0), {row.text(1), row.text(2), row.text(3)}, due.empty()});
  }
  return due;
}

std::int64_t step_back(sql::Connection& connection, const std::string& subject, std::int64_t first,
                       std::int64_t last) {
  const sql::Rows oldest = connection.query(select_time_of_oldest, {subject});
  if (oldest.empty()) return 0;
  const std::int64_t time = std::max(oldest.front().integer(0), behind_the_new);
  const bool alone = connection.dialect() == sql::Dialect::sqlite;
  return connection.execute(alone ? put_behind : put_behind_among_servers, {subject, first, last, time});
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
  connection.execute("UPDATE outbox SET delivered_at = $2 WHERE id = $1", {id, to_millis(now)});
}

void empty_delivered(sql::Connection& connection, std::int64_t id) {
  connection.execute("UPDATE outbox SET payload = '' WHERE id = $1 AND delivered_at IS NOT NULL", {id});
}

void take_back(sql::Connection& connection, std::int64_t id) {
  connection.execute("DELETE FROM inbox WHERE message_id = $1", {id});
  connection.execute(
      "UPDATE outbox SET delivered_at = NULL, next_attempt_at = 0 WHERE id = $1 AND payload <> ''", {id});
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
