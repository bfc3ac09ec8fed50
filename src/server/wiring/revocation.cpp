#include "server/wiring/revocation.hpp"

namespace gatehouse::server {
namespace {

using auth::adapters::Revocations;

bool is_shared(const sql::Database& database) { return database.dialect() == sql::Dialect::postgresql; }

std::unique_ptr<sql::Database> open_own(const sql::Database& database, sql::DatabaseOptions options) {
  if (!is_shared(database)) return nullptr;
  options.pool = 1;
  return sql::Database::open(options);
}

std::optional<std::chrono::milliseconds> oldest_view(const sql::Database& database) {
  if (!is_shared(database)) return std::nullopt;
  return Revocations::oldest_shared_view;
}

}  // namespace

Revocation::Revocation(sql::Database& database, const sql::DatabaseOptions& options, const Clock& clock)
    : own_database_(open_own(database, options)),
      known_(clock, oldest_view(database)),
      poll_(own_database_ ? *own_database_ : database, known_, clock) {
  poll_.load();
}

void Revocation::measure(metrics::Registry& registry) {
  registry.gauge("gatehouse_revocations", "Ended sessions and users whose unexpired tokens are refused",
                 [this] { return static_cast<double>(known_.size()); });
  registry.gauge("gatehouse_revocations_age_seconds",
                 "Time since everything that was revoked by then was known here",
                 [this] { return std::chrono::duration<double>(known_.age()).count(); });
}

}  // namespace gatehouse::server
