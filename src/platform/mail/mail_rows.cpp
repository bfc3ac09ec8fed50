#include "platform/mail/mail_rows.hpp"

namespace gatehouse::mail {
namespace {

constexpr std::string_view select_any_due =
    "SELECT 1 FROM mails WHERE sent_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $1 "
    "AND leased_until <= $1 ORDER BY next_attempt_at, id LIMIT 1";

/// A mail that another sender is just leasing is passed over, and found again where that came to nothing.
constexpr std::string_view lease_one =
    "UPDATE mails SET leased_until = $2 WHERE id = (SELECT id FROM mails "
    "WHERE sent_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $1 AND leased_until <= $1 "
    "ORDER BY next_attempt_at, id LIMIT 1) "
    "RETURNING id, user_id, kind, message_id, sealed, useless_after, attempts, leased_until";
constexpr std::string_view lease_one_among_servers =
    "UPDATE mails SET leased_until = $2 WHERE id = (SELECT id FROM mails "
    "WHERE sent_at IS NULL AND dead_at IS NULL AND next_attempt_at <= $1 AND leased_until <= $1 "
    "ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) "
    "RETURNING id, user_id, kind, message_id, sealed, useless_after, attempts, leased_until";

LeasedRow leased(const sql::Row& row) {
  const auto useless_after = row.optional_integer(5);
  return {.id = row.integer(0),
          .user = UserId{row.integer(1)},
          .kind = row.text(2),
          .message_id = row.text(3),
          .sealed = row.text(4),
          .useless_after = useless_after ? std::optional(from_millis(*useless_after)) : std::nullopt,
          .failed_before = row.integer(6),
          .leased_until = from_millis(row.integer(7))};
}

}  // namespace

void insert(sql::Connection& connection, const NewRow& row) {
  const sql::Value useless_after =
      row.useless_after ? sql::Value{to_millis(*row.useless_after)} : sql::Value{nullptr};
  connection.execute(
      "INSERT INTO mails (user_id, kind, message_id, sealed, created_at, useless_after, attempts, "
      "next_attempt_at, leased_until) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0)",
      {row.user.value, row.kind, row.message_id, row.sealed, to_millis(row.created_at), useless_after});
}

bool is_any_due(sql::Connection& connection, Time now) {
  return !connection.query(select_any_due, {to_millis(now)}).empty();
}

std::optional<LeasedRow> lease(sql::Connection& connection, Time now, Time until) {
  const bool alone = connection.dialect() == sql::Dialect::sqlite;
  const sql::Rows rows =
      connection.query(alone ? lease_one : lease_one_among_servers, {to_millis(now), to_millis(until)});
  if (rows.empty()) return std::nullopt;
  return leased(rows.front());
}

void mark_sent(sql::Connection& connection, const LeasedRow& row, Time now) {
  connection.execute(
      "UPDATE mails SET sent_at = $3, sealed = '', last_error = NULL WHERE id = $1 AND leased_until = $2 "
      "AND sent_at IS NULL AND dead_at IS NULL",
      {row.id, to_millis(row.leased_until), to_millis(now)});
}

void mark_failed(sql::Connection& connection, const LeasedRow& row, const Failed& failed, Time now) {
  const sql::Value dead_at = failed.last ? sql::Value{to_millis(now)} : sql::Value{nullptr};
  connection.execute(
      "UPDATE mails SET attempts = attempts + 1, leased_until = 0, next_attempt_at = $3, last_error = $4, "
      "dead_at = $5 WHERE id = $1 AND leased_until = $2 AND sent_at IS NULL AND dead_at IS NULL",
      {row.id, to_millis(row.leased_until), to_millis(failed.next_attempt), failed.reason, dead_at});
}

void release(sql::Connection& connection, const LeasedRow& row) {
  connection.execute(
      "UPDATE mails SET leased_until = 0 WHERE id = $1 AND leased_until = $2 AND sent_at IS NULL",
      {row.id, to_millis(row.leased_until)});
}

void give_up(sql::Connection& connection, const LeasedRow& row) {
  connection.execute("DELETE FROM mails WHERE id = $1 AND leased_until = $2",
                     {row.id, to_millis(row.leased_until)});
}

void release_all(sql::Connection& connection) {
  connection.execute(
      "UPDATE mails SET leased_until = 0 WHERE leased_until > 0 AND sent_at IS NULL AND dead_at IS NULL");
}

std::int64_t sweep_sent(sql::Connection& connection, Time before, std::int64_t most) {
  return connection.execute(
      "DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE sent_at IS NOT NULL AND sent_at < $1 "
      "ORDER BY sent_at LIMIT $2)",
      {to_millis(before), most});
}

std::int64_t sweep_dead(sql::Connection& connection, Time before, std::int64_t most) {
  return connection.execute(
      "DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE dead_at IS NOT NULL AND dead_at < $1 "
      "ORDER BY dead_at LIMIT $2)",
      {to_millis(before), most});
}

std::int64_t sweep_useless(sql::Connection& connection, Time now, std::int64_t most) {
  return connection.execute(
      "DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE sent_at IS NULL AND useless_after < $1 "
      "AND leased_until <= $1 LIMIT $2)",
      {to_millis(now), most});
}

void hasten_after_clock_change(sql::Connection& connection, Time latest_attempt, Time latest_lease) {
  connection.execute(
      "UPDATE mails SET next_attempt_at = 0, leased_until = 0 WHERE sent_at IS NULL AND dead_at IS NULL "
      "AND (next_attempt_at > $1 OR leased_until > $2)",
      {to_millis(latest_attempt), to_millis(latest_lease)});
}

}  // namespace gatehouse::mail
