#pragma once

// Ends sessions: takes them away, and puts down that their access tokens are refused from now on. Everything
// that ends one goes through here.

#include "auth/app/revocation_ports.hpp"
#include "auth/app/session_ports.hpp"
#include "auth/messages/session_requests.hpp"

namespace gatehouse::auth {

/// Thread-safe. All but `committed` join the transaction of the calling thread.
class EndSessions final : public SessionRequests {
 public:
  EndSessions(Sessions& sessions, RevocationLog& log, RevocationListener& listener, const Clock& clock,
              TokenPolicy policy)
      : sessions_(sessions), log_(log), listener_(listener), clock_(clock), policy_(std::move(policy)) {}

  /// Nothing where that user has none of that id.
  std::optional<std::vector<Revocation>> one(UserId user, std::string_view id);
  /// The oldest beyond so many. Call it in one's turn.
  std::vector<Revocation> trim(UserId user, std::int64_t most);

  std::vector<Revocation> end_sessions(UserId user, std::optional<std::string_view> except) override;
  std::vector<Revocation> end_everything(UserId user) override;
  void committed(const std::vector<Revocation>& revocations) override;

 private:
  std::vector<Revocation> revoke(const std::vector<Session>& ended);

  Sessions& sessions_;
  RevocationLog& log_;
  RevocationListener& listener_;
  const Clock& clock_;
  TokenPolicy policy_;
};

}  // namespace gatehouse::auth
