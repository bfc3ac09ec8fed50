#include "auth/app/sign_out.hpp"

#include "auth/domain/errors.hpp"

namespace gatehouse::auth {

Result<void> SignOut::operator()(const SessionHolder& holder, SignOutScope scope, const Origin& origin) {
  const auto ended = transactions_.run([&] { return end(holder, scope, origin); });
  if (!ended) return std::unexpected(ended.error());
  end_sessions_.committed(*ended);
  return {};
}

Result<std::vector<Revocation>> SignOut::end(const SessionHolder& holder, SignOutScope scope,
                                             const Origin& origin) {
  const auto& [user, session] = holder;
  sessions_.take_turn(user);
  if (!sessions_.find(session)) return refuse(session_over);
  audit_.record({.what = scope == SignOutScope::this_one ? "signed_out" : "sessions_ended",
                 .user = user,
                 .origin = origin,
                 .session = session});
  switch (scope) {
    case SignOutScope::others:
      return end_sessions_.end_sessions(user, session);
    case SignOutScope::all:
      return end_sessions_.end_sessions(user, std::nullopt);
    case SignOutScope::this_one:
      break;
  }
  auto ended = end_sessions_.one(user, session);
  if (!ended) return refuse(session_over);
  return std::move(*ended);
}

}  // namespace gatehouse::auth
