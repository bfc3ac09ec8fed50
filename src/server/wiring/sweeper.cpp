#include "server/wiring/sweeper.hpp"

#include <exception>

#include "platform/log/log.hpp"

namespace gatehouse::server {

void Sweeper::sweep() {
  for (const Sweep& one : sweeps_) {
    try {
      one();
    } catch (const std::exception& fault) {
      log::warn("sweep_failed", {{"reason", fault.what()}});
    }
  }
}

}  // namespace gatehouse::server
