#pragma once

// Moves a database along the chain. Each revision runs in one transaction with its row in the list of applied
// ones; where it fails, the database is as it was. Who finds another at work waits, looks again, and does
// only what is left.

#include <chrono>
#include <filesystem>
#include <string_view>

#include "kernel/clock.hpp"
#include "kernel/function_ref.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/migrations/state.hpp"

namespace gatehouse::migrations {

/// Told of each revision once it is kept.
using Tell = FunctionRef<void(const Revision&)>;

class Runner {
 public:
  /// `connection` belongs to the runner for its life; it is changed as `prepare` says.
  Runner(sql::Connection& connection, const Chain& chain, const Clock& clock);

  /// Each throws `Refused` with the revision, the statement and the reason. `target` as `Chain::target` reads
  /// it; a target on the other side of where the database stands is refused.
  void upgrade(std::string_view target, Tell tell);
  void downgrade(std::string_view target, Tell tell);

  /// Writes into the list that exactly the revisions up to `target` are applied, whatever is there, and runs
  /// none.
  void stamp(std::string_view target);

 private:
  /// Looks where the database stands and runs the one revision that comes next. False: there is none.
  bool step(Direction direction, std::size_t target, Tell tell);
  void run(const Revision& revision, Direction direction);

  sql::Connection& connection_;
  const Chain& chain_;
  const Clock& clock_;
};

/// What a server does at its start: makes the database where there is none and brings it to the head. Throws
/// `Refused` for a database that a newer program has migrated, or whose revisions were edited.
void upgrade_to_head(const sql::DatabaseOptions& options, const Chain& chain, const Clock& clock, Tell tell);

}  // namespace gatehouse::migrations
