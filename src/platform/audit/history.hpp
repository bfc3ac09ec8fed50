#pragma once

// The trail as people read it: the newest first.

#include <cstdint>
#include <optional>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "platform/audit/entry.hpp"
#include "platform/sql/connection.hpp"

namespace gatehouse::audit {

struct Wanted {
  std::optional<UserId> user{};      // nothing: of all
  Time since{};                      // and what was at that time
  std::int64_t before = max_id + 1;  // ids below this one: where a page before has ended
  std::int64_t most = 0;
};

std::vector<Event> newest(sql::Connection& connection, const Wanted& wanted);

}  // namespace gatehouse::audit
