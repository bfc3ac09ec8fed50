#include "server/wiring/database_start.hpp"

#include <stdexcept>
#include <string>

#include "kernel/unavailable.hpp"
#include "platform/log/log.hpp"
#include "platform/migrations/runner.hpp"
#include "platform/migrations/state.hpp"
#include "server/backup/live.hpp"

namespace gatehouse::server {
namespace {

constexpr std::chrono::milliseconds pause_between_tries{500};

void migrate(const Settings& settings, const migrations::Chain& chain, const Clock& clock) {
  migrations::upgrade_to_head(settings.database, chain, clock, [](const migrations::Revision& revision) {
    log::info("revision_applied", {{"revision", std::string_view(revision.id)}});
  });
}

template <typename Contact>
auto when_reachable(const Settings& settings, const Clock& clock, const StopSignals& signals,
                    const Contact& contact) {
  const Monotonic end = clock.monotonic() + database_patience;
  while (true) {
    try {
      return contact();
    } catch (const Unavailable& fault) {
      if (settings.database.url.starts_with("sqlite:") || clock.monotonic() > end) throw;
      log::warn("database_awaited", {{"reason", fault.what()}});
      signals.pause(pause_between_tries);
    }
  }
}

}  // namespace

std::unique_ptr<sql::Database> open_at_head(const Settings& settings, const migrations::Chain& chain,
                                            const Clock& clock) {
  expect_no_backup(settings.database);
  if (settings.migrate_on_start) migrate(settings, chain, clock);
  auto database = sql::Database::open(settings.database);
  const migrations::State state = migrations::state(chain, *database);
  if (state.position != migrations::Position::at_head) throw std::runtime_error(state.message);
  return database;
}

sql::ServerLock lock_for_serving(const Settings& settings, const Clock& clock, const StopSignals& signals) {
  return when_reachable(settings, clock, signals, [&] { return sql::ServerLock(settings.database); });
}

std::unique_ptr<sql::Database> open_migrated(const Settings& settings, const migrations::Chain& chain,
                                             const Clock& clock, const StopSignals& signals) {
  return when_reachable(settings, clock, signals, [&] { return open_at_head(settings, chain, clock); });
}

}  // namespace gatehouse::server
