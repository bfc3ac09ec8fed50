#include "auth/app/end_sessions.hpp"

namespace gatehouse::auth {

std::optional<std::vector<Revocation>> EndSessions::one(UserId user, std::string_view id) {
  const auto ended = sessions_.end(user, id);
  if (!ended) return std::nullopt;
  return revoke({*ended});
}

std::vector<Revocation> EndSessions::trim(UserId user, std::int64_t most) {
  return revoke(sessions_.trim(user, most, clock_.now()));
}

std::vector<Revocation> EndSessions::end_sessions(UserId user, std::optional<std::string_view> except) {
  sessions_.take_turn(user);
  return revoke(sessions_.end_all(user, except));
}

std::vector<Revocation> EndSessions::end_everything(UserId user) {
  auto revocations = end_sessions(user, std::nullopt);
  const Time now = clock_.now();
  // Tokens of this very second are refused by their sessions: one that is opened after this may have the
  // same.
  const auto second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  revocations.push_back({.user = user,
                         .not_before = second,
                         .created_at = now,
                         .expires_at = now + policy_.lifetime + clock_leeway});
  log_.append(revocations.back());
  return revocations;
}

void EndSessions::committed(const std::vector<Revocation>& revocations) {
  for (const Revocation& revocation : revocations) {
    if (revocation.session)
      listener_.session_ended(*revocation.session, revocation.user, revocation.expires_at);
    if (revocation.not_before) {
      listener_.tokens_refused_before(revocation.user, *revocation.not_before, revocation.expires_at);
    }
  }
}

std::vector<Revocation> EndSessions::revoke(const std::vector<Session>& ended) {
  const Time now = clock_.now();
  std::vector<Revocation> revocations;
  for (const Session& session : ended) {
    // A clock that is set back a little makes a token good again that has expired just now.
    if (session.access_expires_at + clock_leeway <= now) continue;
    revocations.push_back({.user = session.user,
                           .session = session.id,
                           .created_at = now,
                           .expires_at = session.access_expires_at});
    log_.append(revocations.back());
  }
  return revocations;
}

}  // namespace gatehouse::auth
