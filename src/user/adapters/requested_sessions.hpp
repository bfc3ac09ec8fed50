#pragma once

// Asks the auth context to end sessions.

#include "auth/messages/session_requests.hpp"
#include "user/app/session_ports.hpp"

namespace gatehouse::user::adapters {

class RequestedSessions final : public OpenSessions {
 public:
  explicit RequestedSessions(auth::SessionRequests& requests) : requests_(requests) {}

  AfterCommit end_others(UserId user, const std::string& session) override {
    return telling(requests_.end_sessions(
        user, session.empty() ? std::nullopt : std::optional(std::string_view(session))));
  }
  AfterCommit end_everything(UserId user) override { return telling(requests_.end_everything(user)); }

 private:
  AfterCommit telling(std::vector<auth::Revocation> revocations) {
    return [this, revocations = std::move(revocations)] { requests_.committed(revocations); };
  }

  auth::SessionRequests& requests_;
};

}  // namespace gatehouse::user::adapters
