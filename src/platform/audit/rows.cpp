#include "platform/audit/rows.hpp"

#include <algorithm>
#include <string>

#include "platform/sql/failure.hpp"

namespace gatehouse::audit {
namespace {

constexpr std::string_view select_waiting =
    "SELECT id, at, what, outcome, user_id, address, session_id, request_id, position, hash "
    "FROM audit_events WHERE position IS NULL AND id > $1 ORDER BY id LIMIT $2";

constexpr std::string_view select_chained =
    "SELECT id, at, what, outcome, user_id, address, session_id, request_id, position, hash "
    "FROM audit_events WHERE position > $1 ORDER BY position LIMIT $2";

/// One statement, so that marks and events are those of one moment.
constexpr std::string_view select_before_tail =
    "SELECT id, at, what, outcome, user_id, address, session_id, request_id, position, hash "
    "FROM audit_events WHERE position <= coalesce((SELECT position FROM audit_marks WHERE name = 'tail'), 0) "
    "ORDER BY position LIMIT 1";

constexpr std::string_view select_beyond_head =
    "SELECT id, at, what, outcome, user_id, address, session_id, request_id, position, hash "
    "FROM audit_events WHERE position > coalesce((SELECT position FROM audit_marks WHERE name = 'head'), 0) "
    "ORDER BY position LIMIT 1";

Event event_of(const sql::Row& row) {
  return {.id = row.integer(0),
          .entry = {.at = row.integer(1),
                    .what = row.text(2),
                    .outcome = row.text(3),
                    .user = row.optional_integer(4),
                    .address = row.optional_text(5),
                    .session = row.optional_text(6),
                    .request = row.optional_text(7)},
          .position = row.optional_integer(8),
          .hash = row.optional_text(9).value_or("")};
}

std::optional<std::int64_t> id_of_first(const sql::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return rows.front().integer(0);
}

}  // namespace

std::vector<Event> events_of(const sql::Rows& rows) {
  std::vector<Event> events;
  events.reserve(rows.size());
  std::ranges::transform(rows, std::back_inserter(events), event_of);
  return events;
}

std::vector<Event> waiting_after(sql::Connection& connection, std::int64_t id, std::int64_t most) {
  return events_of(connection.query(select_waiting, {id, most}));
}

bool any_waits(sql::Connection& connection) {
  return !connection.query("SELECT 1 FROM audit_events WHERE position IS NULL LIMIT 1").empty();
}

std::vector<Event> chained_after(sql::Connection& connection, std::int64_t position, std::int64_t most) {
  return events_of(connection.query(select_chained, {position, most}));
}

std::int64_t last_position(sql::Connection& connection) {
  return connection.query("SELECT coalesce(max(position), 0) FROM audit_events").front().integer(0);
}

void give_place(sql::Connection& connection, std::int64_t id, std::int64_t position,
                const std::string& hash) {
  connection.execute_later(
      "UPDATE audit_events SET position = $2, hash = $3 WHERE id = $1 AND position IS NULL",
      {id, position, hash});
}

void expect_places_after(sql::Connection& connection, std::int64_t position, std::int64_t count) {
  const sql::Rows rows =
      connection.query("SELECT count(*) FROM audit_events WHERE position > $1", {position});
  if (rows.front().integer(0) != count) {
    throw sql::Failure(sql::FailureKind::serialization, "an event that waited for its place was changed");
  }
}

void reseal(sql::Connection& connection, std::int64_t id, const std::string& hash) {
  connection.execute("UPDATE audit_events SET hash = $2 WHERE id = $1 AND position IS NULL", {id, hash});
}

std::int64_t remove_through(sql::Connection& connection, std::int64_t position) {
  return connection.execute("DELETE FROM audit_events WHERE position <= $1", {position});
}

std::optional<Event> outside_the_marks(sql::Connection& connection) {
  for (const std::string_view where : {select_before_tail, select_beyond_head}) {
    const sql::Rows rows = connection.query(where);
    if (!rows.empty()) return event_of(rows.front());
  }
  return std::nullopt;
}

std::optional<std::int64_t> waiting_id_after(sql::Connection& connection, std::int64_t id) {
  return id_of_first(connection.query(
      "SELECT id FROM audit_events WHERE position IS NULL AND id > $1 ORDER BY id LIMIT 1", {id}));
}

std::optional<std::int64_t> chained_id_after(sql::Connection& connection, std::int64_t position) {
  return id_of_first(connection.query(
      "SELECT id FROM audit_events WHERE position > $1 ORDER BY position LIMIT 1", {position}));
}

}  // namespace gatehouse::audit
