#pragma once

// The audit trail of a test, in memory.

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kernel/audit.hpp"

namespace gatehouse::testing {

class RecordedAudit final : public AuditTrail {
 public:
  /// An event that owns its name.
  struct Event {
    std::string what;
    AuditOutcome outcome = AuditOutcome::success;
    std::optional<UserId> user{};
    Origin origin{};
    std::optional<std::string> session{};
  };

  void record(const AuditEvent& event) override {
    const std::scoped_lock lock(mutex_);
    all.push_back({std::string(event.what), event.outcome, event.user, event.origin, event.session});
  }

  /// "sign_in failure of 17, signed_up success": all in order, those of nobody without a user.
  std::string story() const {
    std::string text;
    for (const Event& event : all) {
      text += (text.empty() ? "" : ", ") + event.what + " " + name_of(event.outcome);
      if (event.user) text += " of " + std::to_string(event.user->value);
    }
    return text;
  }

  std::vector<Event> all;

 private:
  static std::string name_of(AuditOutcome outcome) {
    if (outcome == AuditOutcome::success) return "success";
    return outcome == AuditOutcome::failure ? "failure" : "limited";
  }

  std::mutex mutex_;
};

}  // namespace gatehouse::testing
