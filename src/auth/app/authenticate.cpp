#include "auth/app/authenticate.hpp"

namespace gatehouse::auth {

std::optional<TokenHolder> Authenticate::operator()(std::string_view token) {
  const auto claims = tokens_.open(token);
  if (!claims) return std::nullopt;
  const auto holder = believe(*claims, policy_, clock_.now());
  if (!holder || !accounts_.exists(holder->user)) return std::nullopt;
  return holder;
}

}  // namespace gatehouse::auth
