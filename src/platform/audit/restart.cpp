#include "platform/audit/restart.hpp"

#include "platform/audit/rows.hpp"

namespace gatehouse::audit {
namespace {

constexpr std::int64_t batch = 500;

/// The last of them, where there are any.
std::optional<std::int64_t> seal_as_recorded(sql::Connection& connection, const ChainKey& key,
                                             std::int64_t after) {
  const auto events = waiting_after(connection, after, batch);
  for (const Event& event : events) reseal(connection, event.id, key.recorded(event.entry));
  if (events.empty()) return std::nullopt;
  return events.back().id;
}

}  // namespace

std::int64_t restart(sql::Database& database, const ChainKey& key, SqlAuditTrail& trail) {
  return database.write([&](sql::Connection& connection) {
    connection.lock(chain_lock);
    connection.execute("DELETE FROM audit_marks");
    const std::int64_t taken =
        connection.execute("UPDATE audit_events SET position = NULL WHERE position IS NOT NULL");
    for (auto last = std::optional<std::int64_t>{-1}; last;) last = seal_as_recorded(connection, key, *last);
    trail.record({.what = "audit_restarted"});
    return taken;
  });
}

}  // namespace gatehouse::audit
