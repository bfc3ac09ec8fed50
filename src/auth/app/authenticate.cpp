#include "auth/app/authenticate.hpp"

namespace gatehouse::auth {

std::optional<TokenHolder> Authenticate::operator()(std::string_view token) {
  const Time now = clock_.now();
  auto holder = verified_.holder_of(token, [&](std::string_view text) -> std::optional<TokenHolder> {
    const auto claims = tokens_.open(text);
    if (!claims) return std::nullopt;
    return believe(*claims, policy_, now);
  });
  // What was believed once has still to be timely, and not to have ended.
  if (!holder || !is_timely(*holder, now) || revoked_.is_revoked(*holder)) return std::nullopt;
  return holder;
}

}  // namespace gatehouse::auth
