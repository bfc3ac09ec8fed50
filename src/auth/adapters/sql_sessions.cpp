#include "auth/adapters/sql_sessions.hpp"

#include <stdexcept>
#include <utility>

namespace gatehouse::auth::adapters {
namespace {

constexpr std::string_view insert_session =
    "INSERT INTO sessions (session_id, user_id, device, address, created_at, last_seen_at, idle_expires_at, "
    "expires_at, access_expires_at, generation, refresh_seed, refresh_hash, rotations, successor) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

constexpr std::string_view select_session =
    "SELECT session_id, user_id, device, address, created_at, last_seen_at, idle_expires_at, expires_at, "
    "access_expires_at, generation, refresh_seed, refresh_hash, rotations, successor FROM sessions "
    "WHERE session_id = $1";

constexpr std::string_view select_sessions_of_user =
    "SELECT session_id, user_id, device, address, created_at, last_seen_at, idle_expires_at, expires_at, "
    "access_expires_at FROM sessions WHERE user_id = $1 AND idle_expires_at > $2 "
    "ORDER BY created_at DESC, session_id";

constexpr std::string_view rotate_session =
    "UPDATE sessions SET address = $4, last_seen_at = $5, idle_expires_at = $6, access_expires_at = $7, "
    "generation = $8, refresh_hash = $9, rotations = $10, successor = $11 "
    "WHERE session_id = $1 AND generation = $2 AND refresh_hash = $3";

constexpr std::string_view delete_session =
    "DELETE FROM sessions WHERE session_id = $1 AND user_id = $2 "
    "RETURNING session_id, user_id, device, address, created_at, last_seen_at, idle_expires_at, expires_at, "
    "access_expires_at";

constexpr std::string_view delete_sessions_of_user =
    "DELETE FROM sessions WHERE user_id = $1 AND session_id <> $2 "
    "RETURNING session_id, user_id, device, address, created_at, last_seen_at, idle_expires_at, expires_at, "
    "access_expires_at";

/// The newest first. Whoever trims has the user's turn, so none is added meanwhile.
constexpr std::string_view select_ends_of_user =
    "SELECT session_id, idle_expires_at FROM sessions WHERE user_id = $1 ORDER BY created_at DESC, "
    "session_id";

/// The end stands in it twice: on PostgreSQL a row found by the inner query may have been refreshed before it
/// is locked.
constexpr std::string_view sweep_sessions =
    "DELETE FROM sessions WHERE idle_expires_at <= $1 AND session_id IN "
    "(SELECT session_id FROM sessions WHERE idle_expires_at <= $1 LIMIT $2)";

sql::Value text(std::string_view value) { return std::string(value); }

/// Of the columns in the order that every statement here names them in.
Session session_of(const sql::Row& row) {
  return {.id = row.text(0),
          .user = UserId{row.integer(1)},
          .device = row.text(2),
          .address = row.text(3),
          .created_at = from_millis(row.integer(4)),
          .last_seen_at = from_millis(row.integer(5)),
          .idle_expires_at = from_millis(row.integer(6)),
          .expires_at = from_millis(row.integer(7)),
          .access_expires_at = from_millis(row.integer(8))};
}

std::vector<Session> sessions_of(const sql::Rows& rows) {
  std::vector<Session> sessions;
  sessions.reserve(rows.size());
  for (const sql::Row& row : rows) sessions.push_back(session_of(row));
  return sessions;
}

RefreshRecord refresh_of(const sql::Row& row) {
  auto rotations = parse_rotations(row.text(12));
  if (!rotations) throw std::runtime_error("the stored rotations of a session are damaged");
  return {.chain = {row.integer(9), std::move(*rotations)},
          .seed = row.text(10),
          .hash = row.text(11),
          .successor = row.optional_text(13)};
}

}  // namespace

void SqlSessions::take_turn(UserId user) {
  database_.write([&](sql::Connection& connection) {
    connection.lock("sessions:" + std::to_string(user.value));
    return true;
  });
}

void SqlSessions::add(const KeptSession& kept) {
  const auto& [session, refresh] = kept;
  database_.write([&](sql::Connection& connection) {
    return connection.execute(
        insert_session,
        {session.id, session.user.value, session.device, session.address, to_millis(session.created_at),
         to_millis(session.last_seen_at), to_millis(session.idle_expires_at), to_millis(session.expires_at),
         to_millis(session.access_expires_at), refresh.chain.generation, refresh.seed, refresh.hash,
         to_text(refresh.chain.rotations), sql::nullable(refresh.successor)});
  });
}

std::optional<KeptSession> SqlSessions::find(std::string_view id) {
  return database_.read([&](sql::Connection& connection) -> std::optional<KeptSession> {
    const auto rows = connection.query(select_session, {text(id)});
    if (rows.empty()) return std::nullopt;
    return KeptSession{session_of(rows.front()), refresh_of(rows.front())};
  });
}

std::vector<Session> SqlSessions::of(UserId user, Time now) {
  return database_.read([&](sql::Connection& connection) {
    return sessions_of(connection.query(select_sessions_of_user, {user.value, to_millis(now)}));
  });
}

bool SqlSessions::rotate(const KeptSession& next, const RefreshRecord& from) {
  const auto& [session, refresh] = next;
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(rotate_session,
                              {session.id, from.chain.generation, from.hash, session.address,
                               to_millis(session.last_seen_at), to_millis(session.idle_expires_at),
                               to_millis(session.access_expires_at), refresh.chain.generation, refresh.hash,
                               to_text(refresh.chain.rotations), sql::nullable(refresh.successor)}) == 1;
  });
}

std::optional<Session> SqlSessions::end(UserId user, std::string_view id) {
  return database_.write([&](sql::Connection& connection) -> std::optional<Session> {
    const auto rows = connection.query(delete_session, {text(id), user.value});
    if (rows.empty()) return std::nullopt;
    return session_of(rows.front());
  });
}

std::vector<Session> SqlSessions::end_all(UserId user, std::optional<std::string_view> except) {
  return database_.write([&](sql::Connection& connection) {
    return sessions_of(connection.query(delete_sessions_of_user, {user.value, text(except.value_or(""))}));
  });
}

/// Looks first, since there is seldom anything to end: a DELETE with a subquery and RETURNING makes two
/// tables of its own on SQLite, at each sign-in.
std::vector<Session> SqlSessions::trim(UserId user, std::int64_t most, Time now) {
  return database_.write([&](sql::Connection& connection) {
    std::vector<Session> ended;
    std::int64_t alive = 0;
    for (const sql::Row& row : connection.query(select_ends_of_user, {user.value})) {
      if (from_millis(row.integer(1)) > now && ++alive <= most) continue;
      if (auto session = end(user, row.text(0))) ended.push_back(std::move(*session));
    }
    return ended;
  });
}

std::int64_t SqlSessions::sweep(Time now, std::int64_t limit) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(sweep_sessions, {to_millis(now), limit});
  });
}

}  // namespace gatehouse::auth::adapters
