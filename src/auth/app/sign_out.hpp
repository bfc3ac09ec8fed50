#pragma once

// Ends the session that asks, all others of its user, or all.

#include "auth/app/end_sessions.hpp"
#include "auth/app/session_holder.hpp"
#include "kernel/audit.hpp"
#include "kernel/result.hpp"
#include "kernel/transactions.hpp"

namespace gatehouse::auth {

enum class SignOutScope { this_one, others, all };

/// Thread-safe.
class SignOut {
 public:
  SignOut(Sessions& sessions, EndSessions& end_sessions, Transactions& transactions, AuditTrail& audit)
      : sessions_(sessions), end_sessions_(end_sessions), transactions_(transactions), audit_(audit) {}

  /// Refuses with `session_over` where the session that asks has ended meanwhile: nothing happens in its
  /// name.
  Result<void> operator()(const SessionHolder& holder, SignOutScope scope, const Origin& origin);

 private:
  Result<std::vector<Revocation>> end(const SessionHolder& holder, SignOutScope scope, const Origin& origin);

  Sessions& sessions_;
  EndSessions& end_sessions_;
  Transactions& transactions_;
  AuditTrail& audit_;
};

}  // namespace gatehouse::auth
