#include "auth/app/open_session.hpp"

#include <utility>

#include "auth/domain/device_label.hpp"

namespace gatehouse::auth {

NewSession OpenSession::prepare(UserId user, const Origin& origin) {
  const Time now = clock_.now();
  Session session{.id = randomness_.token_id(),
                  .user = user,
                  .device = device_label(origin.user_agent),
                  .address = origin.address,
                  .created_at = now,
                  .last_seen_at = now,
                  .idle_expires_at = idle_end(policy_, now, now + policy_.absolute),
                  .expires_at = now + policy_.absolute,
                  .access_expires_at = {}};
  IssuedToken access = issue_token_({user, session.id, session.idle_expires_at});
  session.access_expires_at = access.expires_at;

  RefreshRecord refresh{.seed = refresh_tokens_.seed()};
  std::string refresh_token = refresh_tokens_.write(session.id, 0, refresh.seed);
  refresh.hash = refresh_tokens_.hash(refresh_token);

  IssuedTokens tokens{.user = user,
                      .session = session.id,
                      .access_token = std::move(access.text),
                      .expires_in = access.expires_in,
                      .refresh_token = std::move(refresh_token),
                      .refresh_expires_in = left_until(session.idle_expires_at, now)};
  return {{std::move(session), std::move(refresh)}, std::move(tokens)};
}

std::vector<Revocation> OpenSession::keep(const NewSession& session) {
  auto ended = end_sessions_.trim(session.kept.session.user, policy_.most - 1);
  sessions_.add(session.kept);
  return ended;
}

}  // namespace gatehouse::auth
