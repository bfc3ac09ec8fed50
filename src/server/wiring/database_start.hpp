#pragma once

// The first contact with the database: waits a while for one that is still starting, and brings its schema to
// the head, or says why that cannot be.

#include <memory>

#include "kernel/clock.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/server_lock.hpp"
#include "server/options.hpp"
#include "server/stop_signals.hpp"

namespace gatehouse::server {

/// Brings the schema to the head, unless the settings say not to, and opens the database. Throws with a
/// sentence for the operator where it does not stand at the head then.
std::unique_ptr<sql::Database> open_at_head(const Settings& settings, const migrations::Chain& chain,
                                            const Clock& clock);

/// How long a start waits for a database that cannot be reached.
inline constexpr std::chrono::seconds database_patience{30};

/// Before anything is read. Throws with a sentence for the operator, or `StartEnded`.
sql::ServerLock lock_for_serving(const Settings& settings, const Clock& clock, const StopSignals& signals);

/// Throws with a sentence for the operator, or `StartEnded`.
std::unique_ptr<sql::Database> open_migrated(const Settings& settings, const migrations::Chain& chain,
                                             const Clock& clock, const StopSignals& signals);

}  // namespace gatehouse::server
