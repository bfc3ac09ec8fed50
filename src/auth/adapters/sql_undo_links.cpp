#include "auth/adapters/sql_undo_links.hpp"

#include "auth/domain/recovery.hpp"

namespace gatehouse::auth::adapters {
namespace {

/// The notices of one account come one after another, so of its links none is put while another is.
constexpr std::string_view put_link =
    "INSERT INTO undo_links (token_hash, user_id, change, email, email_verified_at, created_at, expires_at) "
    "SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT), "
    "CASE WHEN newest.at >= CAST($6 AS BIGINT) THEN newest.at + 1 ELSE CAST($6 AS BIGINT) END, "
    "CAST($7 AS BIGINT) "
    "FROM (SELECT COALESCE(MAX(created_at), 0) AS at FROM undo_links WHERE user_id = CAST($2 AS BIGINT)) AS "
    "newest";

constexpr std::string_view select_last_told =
    "SELECT MAX(created_at) FROM undo_links "
    "WHERE user_id = $1 AND change = $2 AND email = $3 AND used_at IS NULL";

constexpr std::string_view select_link =
    "SELECT user_id, change, email, email_verified_at, created_at, expires_at, used_at, password_set_at, "
    "credential_version FROM undo_links WHERE token_hash = $1";

constexpr std::string_view use_link =
    "UPDATE undo_links SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";

constexpr std::string_view note_version_of_link =
    "UPDATE undo_links SET credential_version = $2 WHERE token_hash = $1";

constexpr std::string_view use_link_for_password =
    "UPDATE undo_links SET password_set_at = $2 "
    "WHERE token_hash = $1 AND used_at > $3 AND email_verified_at IS NOT NULL AND password_set_at IS NULL";

/// A link that is over awaits no password either.
constexpr std::string_view end_links_since =
    "UPDATE undo_links SET used_at = COALESCE(used_at, $4), password_set_at = COALESCE(password_set_at, $4) "
    "WHERE user_id = $1 AND created_at >= $2 AND token_hash <> $3";

constexpr std::string_view forget_user = "DELETE FROM undo_links WHERE user_id = $1";

/// Before a link goes its time for a new password is over too, however late it was used.
constexpr std::string_view sweep_expired =
    "DELETE FROM undo_links WHERE token_hash IN "
    "(SELECT token_hash FROM undo_links WHERE expires_at <= $1 LIMIT $2)";

sql::Value text(std::string_view value) { return std::string(value); }
sql::Value millis(const std::optional<Time>& time) { return sql::nullable(time.transform(to_millis)); }

UndoLink link_of(const sql::Row& row) {
  return {.user = UserId{row.integer(0)},
          .change = row.text(1),
          .email = row.text(2),
          .email_verified_at = row.optional_integer(3).transform(from_millis),
          .created_at = from_millis(row.integer(4)),
          .expires_at = from_millis(row.integer(5)),
          .used_at = row.optional_integer(6).transform(from_millis),
          .password_set_at = row.optional_integer(7).transform(from_millis),
          .credential_version = row.optional_integer(8).value_or(0)};
}

}  // namespace

void SqlUndoLinks::put(const KeptUndo& link) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute(
        put_link, {link.token_hash, link.user.value, link.change, link.email, millis(link.email_verified_at),
                   to_millis(link.created_at), to_millis(link.expires_at)});
  });
}

std::optional<Time> SqlUndoLinks::last_told(UserId user, std::string_view change, std::string_view email) {
  return database_.read([&](sql::Connection& connection) {
    const auto rows = connection.query(select_last_told, {user.value, text(change), text(email)});
    return rows.front().optional_integer(0).transform(from_millis);
  });
}

std::optional<UndoLink> SqlUndoLinks::find(std::string_view token_hash) {
  return database_.read([&](sql::Connection& connection) -> std::optional<UndoLink> {
    const auto rows = connection.query(select_link, {text(token_hash)});
    if (rows.empty()) return std::nullopt;
    return link_of(rows.front());
  });
}

bool SqlUndoLinks::use(std::string_view token_hash, Time now) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(use_link, {text(token_hash), to_millis(now)}) == 1;
  });
}

void SqlUndoLinks::note_version(std::string_view token_hash, std::int64_t credential_version) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute(note_version_of_link, {text(token_hash), credential_version});
  });
}

bool SqlUndoLinks::use_for_password(std::string_view token_hash, Time now) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(use_link_for_password, {text(token_hash), to_millis(now),
                                                      to_millis(now - UndoLimits::password_window)}) == 1;
  });
}

void SqlUndoLinks::end_since(UserId user, Time since, std::string_view but_for, Time now) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute(end_links_since, {user.value, to_millis(since), text(but_for), to_millis(now)});
  });
}

void SqlUndoLinks::forget(UserId user) {
  database_.write([&](sql::Connection& connection) { return connection.execute(forget_user, {user.value}); });
}

std::int64_t SqlUndoLinks::sweep(Time now, std::int64_t limit) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(sweep_expired, {to_millis(now - UndoLimits::password_window), limit});
  });
}

}  // namespace gatehouse::auth::adapters
