#include "platform/audit/history.hpp"

#include "platform/audit/rows.hpp"

namespace gatehouse::audit {
namespace {

constexpr std::string_view select_of_all =
    "SELECT id, at, what, outcome, user_id, address, session_id, request_id, position, hash "
    "FROM audit_events WHERE id < $1 AND at >= $2 ORDER BY id DESC LIMIT $3";

constexpr std::string_view select_of_user =
    "SELECT id, at, what, outcome, user_id, address, session_id, request_id, position, hash "
    "FROM audit_events WHERE id < $1 AND at >= $2 AND user_id = $4 ORDER BY id DESC LIMIT $3";

}  // namespace

std::vector<Event> newest(sql::Connection& connection, const Wanted& wanted) {
  const std::int64_t since = to_millis(wanted.since);
  if (!wanted.user) return events_of(connection.query(select_of_all, {wanted.before, since, wanted.most}));
  return events_of(connection.query(select_of_user, {wanted.before, since, wanted.most, wanted.user->value}));
}

}  // namespace gatehouse::audit
