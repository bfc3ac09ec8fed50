#pragma once

// Ends one session of whoever asks, by its id: the one that was left open somewhere else.

#include <string_view>

#include "auth/app/end_sessions.hpp"
#include "auth/app/session_holder.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

/// Thread-safe.
class EndOwnSession {
 public:
  EndOwnSession(EndSessions& end_sessions, Transactions& transactions, AuditTrail& audit)
      : end_sessions_(end_sessions), transactions_(transactions), audit_(audit) {}

  /// Refuses with `session_unknown`, also where it is somebody else's.
  Result<void> operator()(const SessionHolder& holder, std::string_view id, const Origin& origin);

 private:
  EndSessions& end_sessions_;
  Transactions& transactions_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::auth
