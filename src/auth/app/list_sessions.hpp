#pragma once

// Where somebody is signed in.

#include "auth/app/session_holder.hpp"
#include "auth/app/session_ports.hpp"
#include "kernel/clock.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class ListSessions {
 public:
  ListSessions(Sessions& sessions, const Clock& clock) : sessions_(sessions), clock_(clock) {}

  /// The newest first.
  std::vector<Session> operator()(const SessionHolder& holder) {
    return sessions_.of(holder.user, clock_.now());
  }

 private:
  Sessions& sessions_;
  const Clock& clock_;
};

}  // namespace gatehouse::auth
