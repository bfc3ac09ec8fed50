#pragma once

// What `gatehouse db upgrade --sql` prints: the statements that a run would run, transactions and rows of the
// list included, for a database that somebody else migrates by hand.

#include <string>

#include "kernel/clock.hpp"
#include "platform/migrations/chain.hpp"

namespace gatehouse::migrations {

/// From the state after `from` revisions to that after `to`, upward or downward.
std::string script(const Chain& chain, sql::Dialect dialect, std::size_t from, std::size_t to, Time now);

}  // namespace gatehouse::migrations
