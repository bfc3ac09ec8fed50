#pragma once

// Reads the whole trail and names the first event that another hand has changed, moved, added or taken away.
// Works beside a running server, whose new events and retention are no fault.

#include <cstdint>
#include <optional>

#include "kernel/clock.hpp"
#include "platform/audit/chain_key.hpp"
#include "platform/audit/inspection.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::audit {

/// How long an event may wait for its place before that is a fault: far longer than a running server takes.
inline constexpr std::chrono::minutes longest_wait{1};

struct Verification {
  std::int64_t events = 0;   // in the chain, and good
  std::int64_t waiting = 0;  // for their place, a moment old
  bool witnessed = false;    // the event that the witness saw is still there, as it was
  Marks marks;
  std::optional<Breach> breach{};
};

/// `witness`: the end of the chain as it was seen earlier and kept elsewhere. Whoever can write to the
/// database can put an older copy of it back as a whole, and only a witness tells.
Verification verify(sql::Database& database, const ChainKey& key, Time now,
                    const std::optional<Mark>& witness = std::nullopt);

}  // namespace gatehouse::audit
