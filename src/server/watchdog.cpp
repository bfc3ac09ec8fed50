#include "server/watchdog.hpp"

#include <algorithm>

#include "platform/log/log.hpp"

namespace gatehouse::server {

Watchdog::Watchdog(const Supervisor& supervisor, AllTurn all_turn) {
  if (!supervisor.watchdog()) return;
  // A quarter to pause and at most one to ask: a sign of life comes twice as often as it must.
  const auto quarter = std::max(*supervisor.watchdog() / 4, std::chrono::milliseconds{1});
  recurring_.emplace("watchdog", quarter, [&supervisor, quarter, all_turn = std::move(all_turn)] {
    if (all_turn(quarter)) {
      supervisor.tell_alive();
    } else {
      log::error("event_loop_stuck", {{"advice", "the supervisor will end this process and start another"}});
    }
  });
  recurring_->start();
}

}  // namespace gatehouse::server
