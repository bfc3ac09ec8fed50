#include "auth/adapters/sql_password_resets.hpp"

#include "auth/domain/recovery.hpp"

namespace gatehouse::auth::adapters {
namespace {

/// Pairs of rows that `spend_nothing` writes to, as those of the verification codes are: no handle has such a
/// hash, no account such an id, and the sweep takes them along.
constexpr std::uint32_t decoys = 64;

constexpr std::string_view put_reset =
    "INSERT INTO password_resets (reset_hash, user_id, email, code_hash, attempts, created_at, expires_at, "
    "used_at) VALUES ($1, $2, $3, $4, 0, $5, $6, NULL) "
    "ON CONFLICT (reset_hash) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at "
    "WHERE password_resets.user_id = excluded.user_id";

constexpr std::string_view spend_attempt_of_reset =
    "UPDATE password_resets SET attempts = attempts + 1 "
    "WHERE reset_hash = $1 AND used_at IS NULL AND expires_at > $2 AND attempts < $3 "
    "RETURNING user_id, email, code_hash";

constexpr std::string_view touch_decoy =
    "INSERT INTO password_resets (reset_hash, user_id, email, code_hash, attempts, created_at, expires_at, "
    "used_at) VALUES ($1, $2, '', '', 1, 0, 0, 0) "
    "ON CONFLICT (reset_hash) DO UPDATE SET attempts = password_resets.attempts + 1";

constexpr std::string_view touch_pair_of_decoys =
    "INSERT INTO password_resets (reset_hash, user_id, email, code_hash, attempts, created_at, expires_at, "
    "used_at) VALUES ($1, $2, '', '', 1, 0, 0, 0), ($3, $2, '', '', 1, 0, 0, 0) "
    "ON CONFLICT (reset_hash) DO UPDATE SET attempts = password_resets.attempts + 1";

constexpr std::string_view give_attempt_back =
    "UPDATE password_resets SET attempts = attempts - 1 "
    "WHERE reset_hash = $1 AND used_at IS NULL AND attempts > 0";

constexpr std::string_view use_reset =
    "UPDATE password_resets SET used_at = $3 "
    "WHERE reset_hash = $1 AND code_hash = $2 AND used_at IS NULL AND expires_at > $3";

constexpr std::string_view forget_user = "DELETE FROM password_resets WHERE user_id = $1";

/// The expiry stands in it twice, for a row that gets another one before it is locked.
constexpr std::string_view sweep_expired =
    "DELETE FROM password_resets WHERE expires_at <= $1 AND reset_hash IN "
    "(SELECT reset_hash FROM password_resets WHERE expires_at <= $1 LIMIT $2)";

sql::Value text(std::string_view value) { return std::string(value); }

}  // namespace

void SqlPasswordResets::put(const KeptReset& reset) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute(put_reset, {reset.handle_hash, reset.user.value, reset.email, reset.code_hash,
                                          to_millis(reset.created_at), to_millis(reset.expires_at)});
  });
}

std::optional<ResetUnderTest> SqlPasswordResets::spend_attempt(std::string_view handle_hash, Time now) {
  return database_.write([&](sql::Connection& connection) -> std::optional<ResetUnderTest> {
    const auto rows = connection.query(spend_attempt_of_reset,
                                       {text(handle_hash), to_millis(now), ResetCode::max_attempts});
    if (rows.empty()) return std::nullopt;
    const sql::Row& row = rows.front();
    return ResetUnderTest{UserId{row.integer(0)}, row.text(1), row.text(2)};
  });
}

void SqlPasswordResets::spend_nothing(bool attempt_spent) {
  const std::int64_t decoy = next_decoy_++ % decoys;
  const std::string name = "decoy-" + std::to_string(decoy);
  database_.write([&](sql::Connection& connection) {
    return attempt_spent ? connection.execute(touch_decoy, {name, -1 - decoy})
                         : connection.execute(touch_pair_of_decoys, {name, -1 - decoy, name + "-pair"});
  });
}

void SqlPasswordResets::give_back(std::string_view handle_hash) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute(give_attempt_back, {text(handle_hash)});
  });
}

bool SqlPasswordResets::use(std::string_view handle_hash, std::string_view code_hash, Time now) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(use_reset, {text(handle_hash), text(code_hash), to_millis(now)}) == 1;
  });
}

void SqlPasswordResets::forget(UserId user) {
  database_.write([&](sql::Connection& connection) { return connection.execute(forget_user, {user.value}); });
}

std::int64_t SqlPasswordResets::sweep(Time now, std::int64_t limit) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(sweep_expired, {to_millis(now), limit});
  });
}

}  // namespace gatehouse::auth::adapters
