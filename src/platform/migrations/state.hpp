#pragma once

// Where a database stands on the chain of revisions, and in words what to do where it does not stand at the
// head.

#include <string>
#include <vector>

#include "platform/migrations/chain.hpp"
#include "platform/migrations/ledger.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::migrations {

enum class Position {
  at_head,
  behind,  // revisions are left to apply
  ahead,   // a newer program has been here
  edited,  // a revision that was applied reads otherwise now
  broken,  // one is missing between those that were applied
};

struct State {
  Position position;
  std::size_t count;    // how many revisions of the chain are applied, as far as they are known
  std::string current;  // the last that is applied; `base`: none
  std::string head;
  std::string message;  // for the operator; empty at the head
};

State state(const Chain& chain, const std::vector<Applied>& applied);
State state(const Chain& chain, sql::Connection& connection);
/// For the readiness of a server: one short read.
State state(const Chain& chain, sql::Database& database);

/// Throws `Refused` with the state's message where revisions cannot be told from what was applied.
void expect_sound(const State& state);

}  // namespace gatehouse::migrations
