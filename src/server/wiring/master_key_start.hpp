#pragma once

// The master key at a start: read, or made where nothing was ever sealed with one. A key that is lost must
// not be followed by one that opens nothing and looks as if it were right.

#include "kernel/clock.hpp"
#include "platform/crypto/master_key.hpp"
#include "server/options.hpp"
#include "server/stop_signals.hpp"

namespace gatehouse::server {

/// Throws with a sentence for the operator where the file is absent and the database has signing keys, or
/// `StartEnded`.
crypto::MasterKey open_master_key(const Settings& settings, const Clock& clock, const StopSignals& signals);

}  // namespace gatehouse::server
