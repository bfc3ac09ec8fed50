#include "user/adapters/sql_users.hpp"

#include <utility>

#include "user/adapters/rivals.hpp"

namespace gatehouse::user::adapters {
namespace {

constexpr std::string_view insert_user =
    "INSERT INTO users (nickname, nickname_key, nickname_look, email, email_key, password_hash, created_at, "
    "updated_at, language) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8) ON CONFLICT DO NOTHING RETURNING id";

constexpr std::string_view select_user =
    "SELECT id, nickname, email, email_verified_at, pending_email, created_at, updated_at FROM users WHERE "
    "id = $1";

constexpr std::string_view select_password_hash = "SELECT password_hash FROM users WHERE id = $1";

constexpr std::string_view select_credential_version = "SELECT credential_version FROM users WHERE id = $1";

constexpr std::string_view select_credential_by_nickname =
    "SELECT id, nickname, password_hash, credential_version FROM users WHERE nickname_key = $1";

constexpr std::string_view select_credential_by_email =
    "SELECT id, nickname, password_hash, credential_version FROM users WHERE email_key = $1 AND "
    "email_verified_at IS NOT NULL";

constexpr std::string_view update_user =
    "UPDATE users SET nickname = COALESCE($2, nickname), nickname_key = COALESCE($3, nickname_key), "
    "nickname_look = COALESCE($4, nickname_look), password_hash = COALESCE($7, password_hash), "
    "credential_version = credential_version + CASE WHEN $7 IS NULL THEN 0 ELSE 1 END, "
    "pending_email = COALESCE($5, CASE WHEN $7 IS NULL THEN pending_email END), "
    "pending_email_key = COALESCE($6, CASE WHEN $7 IS NULL THEN pending_email_key END), updated_at = $9 "
    "WHERE id = $1 AND password_hash = COALESCE($8, password_hash) AND NOT EXISTS "
    "(SELECT 1 FROM users other WHERE other.id <> $1 AND (other.nickname_key = $3 OR other.nickname_look = "
    "$4)) RETURNING id, nickname, email, email_verified_at, pending_email, created_at, updated_at";

constexpr std::string_view select_unproven_address =
    "SELECT CASE WHEN email_key = $2 THEN email ELSE pending_email END FROM users WHERE id = $1 AND "
    "((email_key = $2 AND email_verified_at IS NULL) OR pending_email_key = $2)";

constexpr std::string_view confirm_present_address =
    "UPDATE users SET email_verified_at = $3, updated_at = $3 "
    "WHERE id = $1 AND email_key = $2 AND email_verified_at IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM users other WHERE other.id <> $1 AND other.email_key = $2 AND other.email_verified_at IS "
    "NOT NULL)";

constexpr std::string_view confirm_pending_address =
    "UPDATE users SET email = pending_email, email_key = pending_email_key, email_verified_at = $3, "
    "pending_email = NULL, pending_email_key = NULL, updated_at = $3 "
    "WHERE id = $1 AND pending_email_key = $2 AND NOT EXISTS "
    "(SELECT 1 FROM users other WHERE other.id <> $1 AND other.email_key = $2 AND other.email_verified_at IS "
    "NOT NULL)";

constexpr std::string_view rehash_user =
    "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";

constexpr std::string_view delete_user = "DELETE FROM users WHERE id = $1 AND password_hash = $2";

User user_of(const sql::Row& row) {
  const auto verified_at = row.optional_integer(3);
  return {.id = UserId{row.integer(0)},
          .nickname = row.text(1),
          .email = row.text(2),
          .email_verified_at = verified_at ? std::optional(from_millis(*verified_at)) : std::nullopt,
          .pending_email = row.optional_text(4),
          .created_at = from_millis(row.integer(5)),
          .updated_at = from_millis(row.integer(6))};
}

std::optional<Credential> credential_of(const sql::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const sql::Row& row = rows.front();
  return Credential{UserId{row.integer(0)}, row.text(1), row.text(2), row.integer(3)};
}

ChangeOutcome why_unchanged(sql::Connection& connection, UserId user, const UserChange& change) {
  const auto rows = connection.query(select_password_hash, {user.value});
  if (rows.empty()) return ChangeOutcome::gone;
  const bool stale = change.verified_hash && *change.verified_hash != rows.front().text(0);
  return stale ? ChangeOutcome::password_changed_meanwhile : ChangeOutcome::taken;
}

/// A part of an optional value, as a column takes it.
template <class Value>
sql::Value part(const std::optional<Value>& value, const std::string& (Value::*get)() const) {
  return value ? sql::Value{((*value).*get)()} : sql::Value{nullptr};
}

}  // namespace

std::optional<User> SqlUsers::add(const NewUser& newcomer) {
  const auto& [nickname, email, password_hash, at, language] = newcomer;
  return database_.write([&](sql::Connection& connection) -> std::optional<User> {
    const auto rows = connection.query(
        insert_user, {nickname.text(), nickname.key(), nickname.look(), email.text(), email.key(),
                      password_hash, to_millis(at), std::string(name_of(language))});
    if (rows.empty()) return std::nullopt;
    return User{UserId{rows.front().integer(0)}, nickname.text(), email.text(), {}, {}, at, at};
  });
}

std::optional<User> SqlUsers::find(UserId user) {
  const auto rows = database_.find(select_user, {user.value});
  if (rows.empty()) return std::nullopt;
  return user_of(rows.front());
}

std::optional<std::string> SqlUsers::password_hash(UserId user) {
  const auto rows = database_.find(select_password_hash, {user.value});
  if (rows.empty()) return std::nullopt;
  return rows.front().text(0);
}

std::optional<std::int64_t> SqlUsers::credential_version(UserId user) {
  const auto rows = database_.find(select_credential_version, {user.value});
  if (rows.empty()) return std::nullopt;
  return rows.front().integer(0);
}

std::optional<Credential> SqlUsers::credential_by_nickname(const Nickname& nickname) {
  return credential_of(database_.find(select_credential_by_nickname, {nickname.key()}));
}

std::optional<Credential> SqlUsers::credential_by_email(const Email& email) {
  return credential_of(database_.find(select_credential_by_email, {email.key()}));
}

Change SqlUsers::change(UserId user, const UserChange& change) {
  return database_.write([&](sql::Connection& connection) -> Change {
    const auto rows = against_rivals([&] {
      return connection.query(
          update_user,
          {user.value, part(change.nickname, &Nickname::text), part(change.nickname, &Nickname::key),
           part(change.nickname, &Nickname::look), part(change.pending_email, &Email::text),
           part(change.pending_email, &Email::key), sql::nullable(change.password_hash),
           sql::nullable(change.verified_hash), to_millis(change.at)});
    });
    if (rows.empty()) return {why_unchanged(connection, user, change)};
    return {ChangeOutcome::changed, user_of(rows.front())};
  });
}

std::optional<std::string> SqlUsers::unproven_address(UserId user, const Email& email) {
  return database_.read([&](sql::Connection& connection) -> std::optional<std::string> {
    const auto rows = connection.query(select_unproven_address, {user.value, email.key()});
    if (rows.empty()) return std::nullopt;
    return rows.front().text(0);
  });
}

Confirmation SqlUsers::confirm(UserId user, const Email& email, Time at) {
  return database_.write([&](sql::Connection& connection) {
    for (const std::string_view statement : {confirm_present_address, confirm_pending_address}) {
      const auto changed = against_rivals(
          [&] { return connection.execute(statement, {user.value, email.key(), to_millis(at)}); });
      if (changed > 0) return Confirmation::confirmed;
    }
    const bool held = !connection.query(select_unproven_address, {user.value, email.key()}).empty();
    return held ? Confirmation::taken : Confirmation::not_held;
  });
}

bool SqlUsers::rehash(UserId user, const std::string& old_hash, const std::string& new_hash) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(rehash_user, {user.value, old_hash, new_hash}) > 0;
  });
}

bool SqlUsers::remove(UserId user, const std::string& verified_hash) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(delete_user, {user.value, verified_hash}) > 0;
  });
}

}  // namespace gatehouse::user::adapters
