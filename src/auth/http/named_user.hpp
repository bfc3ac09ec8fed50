#pragma once

// Whose address a verification is about: the user of the Bearer token, or the `user_id` of the body where
// there is no token.

#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

inline constexpr std::string_view user_id_sentence =
    "`user_id` is required unless a Bearer token names the user; a token and another `user_id` are "
    "`forbidden`.";

inline void demand_user_id(const http::Present& present, FieldFaults& faults) {
  if (!present.authenticated() && !present.has("user_id")) {
    faults.push_back({"user_id", "missing", "Give the user's id, or a Bearer token."});
  }
}

/// Call it after `demand_user_id` has passed. Refuses with `forbidden`.
inline Result<UserId> named_user(const std::optional<http::Principal>& principal,
                                 const std::optional<std::int64_t>& user_id) {
  if (!principal) return UserId{user_id.value()};
  if (user_id && *user_id != principal->user.value) return refuse(http::forbidden);
  return principal->user;
}

}  // namespace gatehouse::auth::api
