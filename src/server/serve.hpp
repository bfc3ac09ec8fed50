#pragma once

// Runs the server from its settings until it is told to stop.

#include "server/options.hpp"

namespace gatehouse::server {

/// Returns the exit code once SIGTERM or SIGINT has ended it; throws with a sentence for the operator where
/// it cannot start. SIGHUP reads the TLS files again.
int serve(const Settings& settings);

}  // namespace gatehouse::server
