#include "auth/adapters/revocation_rows.hpp"

#include "auth/domain/access_token.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::string_view select_above =
    "SELECT id, session_id, user_id, not_before, expires_at FROM revocations "
    "WHERE id > $1 ORDER BY id LIMIT $2";

constexpr std::string_view select_last_before =
    "SELECT COALESCE(MAX(id), 0) FROM revocations WHERE created_at < $1";

constexpr std::string_view sweep_expired =
    "DELETE FROM revocations WHERE id IN "
    "(SELECT id FROM revocations WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";

/// A row that says neither is damaged: it refuses all that could concern its user.
RevocationRow as_revocation(const sql::Row& row) {
  const std::int64_t until = row.integer(4);
  return {.id = row.integer(0),
          .session = row.optional_text(1),
          .user = UserId{row.integer(2)},
          .not_before = row.optional_integer(3).value_or(until / 1000),
          .until = from_millis(until)};
}

}  // namespace

std::vector<RevocationRow> revocations_above(sql::Connection& connection, std::int64_t above,
                                             std::int64_t most) {
  std::vector<RevocationRow> rows;
  for (const sql::Row& row : connection.query(select_above, {above, most})) {
    rows.push_back(as_revocation(row));
  }
  return rows;
}

std::int64_t last_revocation_before(sql::Connection& connection, Time time) {
  return connection.query(select_last_before, {to_millis(time)}).front().integer(0);
}

std::int64_t sweep_revocations(sql::Database& database, Time now, std::int64_t most) {
  return database.write([&](sql::Connection& connection) {
    return connection.execute(sweep_expired, {to_millis(now - clock_leeway), most});
  });
}

}  // namespace gatehouse::auth::adapters
