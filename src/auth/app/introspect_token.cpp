#include "auth/app/introspect_token.hpp"

namespace gatehouse::auth {

Introspection IntrospectToken::operator()(std::string_view token) {
  const auto presented = refresh_tokens_.read(token);
  return presented ? of_refresh_token(*presented) : of_access_token(token);
}

Introspection IntrospectToken::of_refresh_token(const PresentedToken& presented) {
  const auto held = sessions_.find(presented.session);
  if (!held || !refresh_tokens_.is_genuine(presented, held->refresh.seed)) return {};
  const Time now = clock_.now();
  if (is_over(held->session, now) || !accounts_.exists(held->session.user)) return {};
  if (judge(held->refresh.chain, presented.generation, now, session_policy_.grace) != Verdict::rotate)
    return {};
  const auto end = std::chrono::floor<std::chrono::seconds>(held->session.idle_expires_at);
  return {.active = true,
          .session = held->session.id,
          .subject = std::to_string(held->session.user.value),
          .expires_at = end.time_since_epoch().count()};
}

Introspection IntrospectToken::of_access_token(std::string_view token) {
  const auto holder = authenticate_(token);
  if (!holder) return {};
  // What other servers have ended is seen at once here, and not only when this one has heard of it.
  const auto held = sessions_.find(holder->session);
  if (!held || held->session.user != holder->user || is_over(held->session, clock_.now())) return {};
  if (!accounts_.exists(holder->user)) return {};
  auto claims = tokens_.open(token);
  if (!claims) return {};
  return {.active = true,
          .token_type = "Bearer",
          .client_id = std::move(claims->client_id),
          .issuer = std::move(claims->issuer),
          .audience = std::move(claims->audience),
          .id = std::move(claims->id),
          .issued_at = claims->issued_at,
          .session = std::move(claims->session),
          .subject = std::move(claims->subject),
          .expires_at = claims->expires_at};
}

}  // namespace gatehouse::auth
