#pragma once

// Tells the supervisor that the server is alive, for as long as that is true: each thread that serves
// connections has to run something first. One that is stuck, in a dead lock or an endless loop, would heal by
// a restart alone. Lanes are not asked: they wait for disks and databases, which no restart mends.

#include <chrono>
#include <functional>
#include <optional>

#include "server/supervisor.hpp"
#include "server/wiring/recurring.hpp"

namespace gatehouse::server {

class Watchdog {
 public:
  /// Whether all event loops turn; may take as long as `patience` to say no.
  using AllTurn = std::function<bool(std::chrono::milliseconds patience)>;

  /// Does nothing where nobody listens.
  Watchdog(const Supervisor& supervisor, AllTurn all_turn);

 private:
  std::optional<Recurring> recurring_;
};

}  // namespace gatehouse::server
