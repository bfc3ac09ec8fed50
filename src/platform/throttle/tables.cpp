#include "platform/throttle/tables.hpp"

namespace gatehouse::throttle {

/// One row for each subject of each limit that has been counted lately. `key` is a keyed hash: who reads the
/// table learns no address and no name. `count` is what the limit holds it against, `since` when that began
/// or last grew, `until` when the next may come; `streak` grows until somebody does it right, whatever time
/// goes by.
std::vector<sql::Table> tables() {
  sql::Table throttles;
  throttles.name = "throttles";
  throttles.columns = {sql::text("key"),      sql::integer("count"), sql::integer("streak"),
                       sql::integer("since"), sql::integer("until"), sql::integer("expires_at")};
  throttles.primary_key = {"key"};
  throttles.indexes = {{"throttles_expires_at", {"expires_at"}}};
  return {std::move(throttles)};
}

}  // namespace gatehouse::throttle
