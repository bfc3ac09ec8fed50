#pragma once

// The acts of owners, as the audit trail hears of them.

#include <string_view>

#include "kernel/audit.hpp"
#include "user/domain/owner.hpp"

namespace gatehouse::user {

/// What an owner did, or tried.
inline AuditEvent audited(std::string_view what, const Owner& owner, const Origin& origin,
                          AuditOutcome outcome = AuditOutcome::success) {
  AuditEvent event{.what = what, .outcome = outcome, .user = owner.id(), .origin = origin};
  if (!owner.session().empty()) event.session = owner.session();
  return event;
}

}  // namespace gatehouse::user
