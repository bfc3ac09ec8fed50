#pragma once

// What happened to accounts, for those who must answer for it later: who, what, with which outcome, from
// where. Never a secret, a name or an address of mail: the user's id is enough.

#include <optional>
#include <string>
#include <string_view>

#include "kernel/ids.hpp"
#include "kernel/origin.hpp"

namespace gatehouse {

/// How an audited act ended. `limited`: it was refused for coming too often; of those from one address one a
/// minute is kept.
enum class AuditOutcome { success, failure, limited };

struct AuditEvent {
  std::string_view what;  // `sign_in`, `password_changed`, …: stable snake_case
  AuditOutcome outcome = AuditOutcome::success;
  std::optional<UserId> user{};  // absent: nobody that is known
  Origin origin{};
  std::optional<std::string> session{};
};

/// Thread-safe; joins the transaction of the calling thread. Throws `Unavailable`.
class AuditTrail {
 public:
  virtual ~AuditTrail() = default;
  virtual void record(const AuditEvent& event) = 0;
};

}  // namespace gatehouse
