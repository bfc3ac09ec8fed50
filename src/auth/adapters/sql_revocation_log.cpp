#include "auth/adapters/sql_revocation_log.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::string_view insert_revocation =
    "INSERT INTO revocations (session_id, user_id, not_before, created_at, expires_at) "
    "VALUES ($1, $2, $3, $4, $5)";

}  // namespace

void SqlRevocationLog::append(const Revocation& revocation) {
  database_.write([&](sql::Connection& connection) {
    return connection.execute(
        insert_revocation,
        {sql::nullable(revocation.session), revocation.user.value, sql::nullable(revocation.not_before),
         to_millis(revocation.created_at), to_millis(revocation.expires_at)});
  });
}

}  // namespace gatehouse::auth::adapters
