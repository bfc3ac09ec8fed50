#include "auth/app/revoke_token.hpp"

namespace gatehouse::auth {

void RevokeToken::operator()(std::string_view token, const Origin& origin) {
  const auto target = target_of(token);
  if (!target) return;
  const auto revoked = transactions_.run([&]() -> Result<std::vector<Revocation>> {
    auto ended = end_sessions_.one(target->user, target->session);
    if (!ended) return std::vector<Revocation>{};
    audit_.record(
        {.what = "session_ended", .user = target->user, .origin = origin, .session = target->session});
    return std::move(*ended);
  });
  end_sessions_.committed(*revoked);
}

std::optional<RevokeToken::Target> RevokeToken::target_of(std::string_view token) {
  if (const auto presented = refresh_tokens_.read(token)) {
    const auto held = sessions_.find(presented->session);
    if (!held || !refresh_tokens_.is_genuine(*presented, held->refresh.seed)) return std::nullopt;
    return Target{held->session.user, held->session.id};
  }
  const auto holder = authenticate_(token);
  if (!holder) return std::nullopt;
  return Target{holder->user, holder->session};
}

}  // namespace gatehouse::auth
