#include "auth/adapters/sql_verification_codes.hpp"

namespace gatehouse::auth::adapters {
namespace {

/// Pairs of rows that `spend_nothing` writes to: as many as keep those who guess at nothing from waiting for
/// each other's locks. Their user ids are below zero, which no account has, and the sweep takes them along.
constexpr std::uint32_t decoys = 64;

constexpr std::string_view put_code =
    "INSERT INTO verification_codes (user_id, purpose, email, email_key, code_hash, attempts, created_at, "
    "expires_at, "
    "used_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, NULL) "
    "ON CONFLICT (user_id, purpose) DO UPDATE SET email = excluded.email, email_key = excluded.email_key, "
    "code_hash = excluded.code_hash, attempts = 0, created_at = excluded.created_at, "
    "expires_at = excluded.expires_at, used_at = NULL";

constexpr std::string_view supersede_code =
    "UPDATE verification_codes SET used_at = $4 "
    "WHERE user_id = $1 AND purpose = $2 AND email_key = $3 AND used_at IS NULL";

constexpr std::string_view spend_attempt_of_code =
    "UPDATE verification_codes SET attempts = attempts + 1 "
    "WHERE user_id = $1 AND purpose = $2 AND email_key = $3 AND used_at IS NULL AND expires_at > $4 AND "
    "attempts < $5 "
    "RETURNING email, code_hash";

constexpr std::string_view touch_decoy =
    "INSERT INTO verification_codes (user_id, purpose, email, email_key, code_hash, attempts, created_at, "
    "expires_at, "
    "used_at) VALUES ($1, '', '', '', '', 1, 0, 0, 0) "
    "ON CONFLICT (user_id, purpose) DO UPDATE SET attempts = verification_codes.attempts + 1";

constexpr std::string_view touch_pair_of_decoys =
    "INSERT INTO verification_codes (user_id, purpose, email, email_key, code_hash, attempts, created_at, "
    "expires_at, "
    "used_at) VALUES ($1, '', '', '', '', 1, 0, 0, 0), ($1, 'pair', '', '', '', 1, 0, 0, 0) "
    "ON CONFLICT (user_id, purpose) DO UPDATE SET attempts = verification_codes.attempts + 1";

constexpr std::string_view use_code =
    "UPDATE verification_codes SET used_at = $4 "
    "WHERE user_id = $1 AND purpose = $2 AND code_hash = $3 AND used_at IS NULL";

constexpr std::string_view forget_user = "DELETE FROM verification_codes WHERE user_id = $1";

/// The expiry stands in it twice: on PostgreSQL a row found by the inner query may have got a new code before
/// it is locked.
constexpr std::string_view sweep_expired =
    "DELETE FROM verification_codes WHERE expires_at <= $1 AND (user_id, purpose) IN "
    "(SELECT user_id, purpose FROM verification_codes WHERE expires_at <= $1 LIMIT $2)";

sql::Value text(std::string_view value) { return std::string(value); }

/// Issuing a user's code and asking for another take turns.
void take_turn(sql::Connection& connection, std::int64_t user) {
  connection.lock("verification_codes:" + std::to_string(user));
}

}  // namespace

void SqlVerificationCodes::put(const KeptCode& code) {
  database_.write([&](sql::Connection& connection) {
    take_turn(connection, code.user.value);
    return connection.execute(
        put_code, {code.user.value, text(name_of(code.purpose)), code.email, code.email_key, code.hash,
                   to_millis(code.created_at), to_millis(code.expires_at)});
  });
}

void SqlVerificationCodes::supersede(UserId user, Purpose purpose, std::string_view email_key, Time now) {
  database_.write([&](sql::Connection& connection) {
    // Also where no code is there: after this, an issue under way is either committed or yet to come, and
    // whoever asks for another code can tell which.
    take_turn(connection, user.value);
    return connection.execute(supersede_code,
                              {user.value, text(name_of(purpose)), text(email_key), to_millis(now)});
  });
}

std::optional<CodeUnderTest> SqlVerificationCodes::spend_attempt(UserId user, Purpose purpose,
                                                                 std::string_view email_key, Time now) {
  return database_.write([&](sql::Connection& connection) -> std::optional<CodeUnderTest> {
    const auto rows =
        connection.query(spend_attempt_of_code, {user.value, text(name_of(purpose)), text(email_key),
                                                 to_millis(now), VerificationCode::max_attempts});
    if (rows.empty()) return std::nullopt;
    return CodeUnderTest{rows.front().text(0), rows.front().text(1)};
  });
}

void SqlVerificationCodes::spend_nothing(bool attempt_spent) {
  const std::int64_t decoy = -1 - static_cast<std::int64_t>(next_decoy_++ % decoys);
  const auto statement = attempt_spent ? touch_decoy : touch_pair_of_decoys;
  database_.write([&](sql::Connection& connection) { return connection.execute(statement, {decoy}); });
}

bool SqlVerificationCodes::use(UserId user, Purpose purpose, std::string_view hash, Time now) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(use_code, {user.value, text(name_of(purpose)), text(hash), to_millis(now)}) ==
           1;
  });
}

void SqlVerificationCodes::forget(UserId user) {
  database_.write([&](sql::Connection& connection) { return connection.execute(forget_user, {user.value}); });
}

std::int64_t SqlVerificationCodes::sweep(Time now, std::int64_t limit) {
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(sweep_expired, {to_millis(now), limit});
  });
}

}  // namespace gatehouse::auth::adapters
