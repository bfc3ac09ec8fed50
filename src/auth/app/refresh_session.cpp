#include "auth/app/refresh_session.hpp"

#include <utility>

#include "auth/domain/errors.hpp"
#include "kernel/unavailable.hpp"

namespace gatehouse::auth {

/// The tokens, or where somebody else was faster: the session as that one has left it, if at all.
struct RefreshSession::Rotated {
  std::optional<IssuedTokens> tokens{};
  std::optional<KeptSession> found_instead{};
};

Result<IssuedTokens> RefreshSession::operator()(std::string_view refresh_token, const Origin& origin) {
  const auto presented = refresh_tokens_.read(refresh_token);
  if (!presented) return refuse(invalid_grant);
  auto held = sessions_.find(presented->session);
  if (!held || !refresh_tokens_.is_genuine(*presented, held->refresh.seed)) return refuse(invalid_grant);
  return answer(*presented, std::move(*held), origin);
}

Result<IssuedTokens> RefreshSession::answer(const PresentedToken& presented, KeptSession held,
                                            const Origin& origin) {
  // A token that has lost the race for being rotated is not the live one any more: it does not race again.
  for (int turn = 0; turn < 2; ++turn) {
    if (is_over(held.session, clock_.now())) return refuse(invalid_grant);
    switch (judge(held.refresh.chain, presented.generation, clock_.now(), policy_.grace)) {
      case Verdict::rotate: {
        Rotated outcome = rotate(held, origin);
        if (outcome.tokens) return std::move(*outcome.tokens);
        if (!outcome.found_instead) return refuse(invalid_grant);
        held = std::move(*outcome.found_instead);
        break;
      }
      case Verdict::repeat:
        return repeat(held);
      case Verdict::reused:
        end_reused(held.session, origin);
        return refuse(invalid_grant);
      case Verdict::stale:
      case Verdict::unknown:
        return refuse(invalid_grant);
    }
  }
  throw Unavailable("a refresh token was rotated and is live again");
}

RefreshSession::Rotated RefreshSession::rotate(const KeptSession& held, const Origin& origin) {
  const Time now = clock_.now();
  KeptSession next = held;
  next.session.address = origin.address;
  next.session.last_seen_at = now;
  next.session.idle_expires_at = idle_end(policy_, now, held.session.expires_at);
  IssuedToken access = issue_token_({held.session.user, held.session.id, next.session.idle_expires_at});
  next.session.access_expires_at = std::max(held.session.access_expires_at, access.expires_at);
  next.refresh.chain = rotated(held.refresh.chain, now, policy_.grace);
  const auto generation = next.refresh.chain.generation;
  std::string refresh_token = refresh_tokens_.write(held.session.id, generation, held.refresh.seed);
  next.refresh.hash = refresh_tokens_.hash(refresh_token);
  next.refresh.successor = refresh_tokens_.seal(access.text, held.session.id, generation);

  auto outcome = transactions_.run([&]() -> Result<Rotated> {
    if (!sessions_.rotate(next, held.refresh))
      return Rotated{.found_instead = sessions_.find(held.session.id)};
    if (!accounts_.exists(held.session.user)) return refuse(invalid_grant);
    return Rotated{.tokens = IssuedTokens{}};
  });
  if (!outcome || !outcome->tokens) return outcome ? std::move(*outcome) : Rotated{};
  *outcome->tokens = {.user = held.session.user,
                      .session = held.session.id,
                      .access_token = std::move(access.text),
                      .expires_in = access.expires_in,
                      .refresh_token = std::move(refresh_token),
                      .refresh_expires_in = left_until(next.session.idle_expires_at, now)};
  return std::move(*outcome);
}

IssuedTokens RefreshSession::repeat(const KeptSession& held) {
  const auto& [session, refresh] = held;
  const Time now = clock_.now();
  const auto generation = refresh.chain.generation;
  return {.user = session.user,
          .session = session.id,
          .access_token = refresh_tokens_.open(refresh.successor.value(), session.id, generation),
          .expires_in = left_until(session.access_expires_at, now),
          .refresh_token = refresh_tokens_.write(session.id, generation, refresh.seed),
          .refresh_expires_in = left_until(session.idle_expires_at, now)};
}

void RefreshSession::end_reused(const Session& session, const Origin& origin) {
  const auto revoked = transactions_.run([&]() -> Result<std::vector<Revocation>> {
    auto ended = end_sessions_.one(session.user, session.id);
    if (!ended) return std::vector<Revocation>{};  // somebody else has seen it too
    events_.append(SessionReused{.user_id = session.user.value,
                                 .session_id = session.id,
                                 .device = session.device,
                                 .address = session.address});
    audit_.record({.what = "refresh_reused",
                   .outcome = AuditOutcome::failure,
                   .user = session.user,
                   .origin = origin,
                   .session = session.id});
    return std::move(*ended);
  });
  end_sessions_.committed(*revoked);
}

}  // namespace gatehouse::auth
