// What recovery asks of the users: whom to write to, a new password, the way back to a former address.

#include "platform/sql/failure.hpp"
#include "user/adapters/rivals.hpp"
#include "user/adapters/sql_users.hpp"

namespace gatehouse::user::adapters {
namespace {

constexpr std::string_view select_contact =
    "SELECT id, email, email_verified_at, language, credential_version FROM users WHERE id = $1";

constexpr std::string_view select_owner =
    "SELECT id, email, email_verified_at, language, credential_version FROM users "
    "WHERE email_key = $1 AND email_verified_at IS NOT NULL";

constexpr std::string_view reset_password_of_user =
    "UPDATE users SET password_hash = $2, credential_version = credential_version + 1, pending_email = NULL, "
    "pending_email_key = NULL, updated_at = $5 "
    "WHERE id = $1 AND credential_version = $3 AND "
    "email_key = COALESCE($4, email_key) AND (email_verified_at IS NOT NULL OR $4 IS NULL)";

/// An address that is the account's already keeps what was proven meanwhile.
constexpr std::string_view restore_user =
    "UPDATE users SET email = $2, email_key = $3, "
    "email_verified_at = CASE WHEN email_key = $3 THEN COALESCE(email_verified_at, $4) ELSE $4 END, "
    "pending_email = NULL, pending_email_key = NULL, password_hash = COALESCE($5, password_hash), "
    "credential_version = credential_version + CASE WHEN $5 IS NULL THEN 0 ELSE 1 END, updated_at = $6 "
    "WHERE id = $1 AND (CAST($4 AS BIGINT) IS NULL OR NOT EXISTS "
    "(SELECT 1 FROM users other WHERE other.id <> $1 AND other.email_key = $3 AND other.email_verified_at IS "
    "NOT NULL)) RETURNING credential_version";

std::optional<Contact> contact_of(const sql::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const sql::Row& row = rows.front();
  return Contact{.user = UserId{row.integer(0)},
                 .email = row.text(1),
                 .verified = row.optional_integer(2).has_value(),
                 .language = row.text(3),
                 .credential_version = row.integer(4)};
}

}  // namespace

std::optional<Contact> SqlUsers::contact(UserId user) {
  return database_.read([&](sql::Connection& connection) {
    return contact_of(connection.query(select_contact, {user.value}));
  });
}

std::optional<Contact> SqlUsers::owner_of(const Email& email) {
  return database_.read(
      [&](sql::Connection& connection) { return contact_of(connection.query(select_owner, {email.key()})); });
}

bool SqlUsers::reset_password(UserId user, const PasswordReset& reset) {
  const sql::Value proven = reset.proven_email ? sql::Value{reset.proven_email->key()} : sql::Value{nullptr};
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(reset_password_of_user, {user.value, reset.hash, reset.credential_version,
                                                       proven, to_millis(reset.at)}) > 0;
  });
}

std::optional<Restored> SqlUsers::restore(UserId user, const Restoration& restoration) {
  return database_.write([&](sql::Connection& connection) -> std::optional<Restored> {
    const auto attempt = [&](std::optional<Time> verified_at) {
      return against_rivals([&] {
        return connection.query(restore_user,
                                {user.value, restoration.email.text(), restoration.email.key(),
                                 sql::nullable(verified_at.transform(to_millis)),
                                 sql::nullable(restoration.password_hash), to_millis(restoration.at)});
      });
    };
    const auto as_it_was = attempt(restoration.verified_at);
    if (!as_it_was.empty()) return Restored{false, as_it_was.front().integer(0)};
    const auto unverified = attempt(std::nullopt);
    if (unverified.empty()) return std::nullopt;
    return Restored{true, unverified.front().integer(0)};
  });
}

}  // namespace gatehouse::user::adapters
