#include "auth/adapters/bearer_authenticator.hpp"

namespace gatehouse::auth::adapters {

Result<http::Principal> BearerAuthenticator::authenticate(std::string_view token) {
  auto holder = authenticate_(token);
  if (!holder) return refuse(http::invalid_token);
  return http::Principal{.user = holder->user,
                         .client_id = std::move(holder->client_id),
                         .issued_at = holder->issued_at,
                         .session = std::move(holder->session)};
}

}  // namespace gatehouse::auth::adapters
