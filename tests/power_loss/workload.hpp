#pragma once

// Small writes of many kinds by several threads on our own database, told to a recording as they are
// acknowledged, and the look at a database afterwards: every acknowledged write is there, as a whole, after
// all those before it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "platform/sql/database.hpp"
#include "tests/power_loss/recorded_files.hpp"

namespace gatehouse::testing {

/// By writer: the number of its last write that was acknowledged. Each counts from 1.
using Acknowledged = std::map<std::int64_t, std::int64_t>;

/// Makes the tables, and has them written to by several threads: alone, in groups, in the batch of a source,
/// some undone, some that need not survive. Checkpoints come often.
void work(sql::Database& database, Recording& recording, std::uint64_t seed);

/// Some more writes of one writer, over whatever a loss of power has left.
void work_on(sql::Database& database, Recording& recording, std::int64_t writer);

/// What is wrong with the database; nothing where all is well.
std::optional<std::string> fault_of(sql::Database& database, const Acknowledged& acknowledged);

}  // namespace gatehouse::testing
