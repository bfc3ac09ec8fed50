#include "platform/audit/sql_audit_trail.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace gatehouse::audit {
namespace {

constexpr std::size_t longest_text = 64;  // addresses, session and request ids are shorter

constexpr std::string_view insert =
    "INSERT INTO audit_events (at, what, outcome, user_id, address, session_id, request_id, hash) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

std::string_view name_of(AuditOutcome outcome) {
  switch (outcome) {
    case AuditOutcome::success:
      return "success";
    case AuditOutcome::failure:
      return "failure";
    case AuditOutcome::limited:
      break;
  }
  return "limited";
}

/// Bounded, and printable whatever a client has sent.
std::string tamed(std::string_view text) {
  std::string kept(text.substr(0, longest_text));
  std::ranges::replace_if(kept, [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return kept;
}

std::optional<std::string> unless_empty(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return tamed(text);
}

}  // namespace

void SqlAuditTrail::record(const AuditEvent& event) {
  if (event.outcome == AuditOutcome::limited &&
      !limited_.admit(event.what, event.origin.address, clock_.monotonic())) {
    return;
  }
  Entry entry{.at = to_millis(clock_.now()),
              .what = tamed(event.what),
              .outcome = std::string(name_of(event.outcome)),
              .address = unless_empty(event.origin.address),
              .request = unless_empty(event.origin.request_id)};
  if (event.user) entry.user = event.user->value;
  if (event.session) entry.session = unless_empty(*event.session);
  const std::string hash = key_.recorded(entry);
  database_.write([&](sql::Connection& connection) {
    connection.execute_later(
        insert, {entry.at, entry.what, entry.outcome, sql::nullable(entry.user), sql::nullable(entry.address),
                 sql::nullable(entry.session), sql::nullable(entry.request), hash});
    return true;
  });
}

}  // namespace gatehouse::audit
