#pragma once

// The table `revocations` as rows: read in order of their ids, and swept when expired. They are written where
// sessions end.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

/// Either a session that has ended, or a user whose tokens from before `not_before` (seconds) are void.
struct RevocationRow {
  std::int64_t id = 0;
  std::optional<std::string> session;
  UserId user;
  std::int64_t not_before = 0;
  Time until;
};

/// Those with the lowest ids above `above`, in order.
std::vector<RevocationRow> revocations_above(sql::Connection& connection, std::int64_t above,
                                             std::int64_t most);

/// The highest id of a row that was made before `time`; 0 where there is none.
std::int64_t last_revocation_before(sql::Connection& connection, Time time);

/// Deletes at most `most` rows that have expired by every clock; says how many.
std::int64_t sweep_revocations(sql::Database& database, Time now, std::int64_t most);

}  // namespace gatehouse::auth::adapters
