#pragma once

// What the endpoints about sessions have in common.

#include "auth/app/session_holder.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

inline constexpr std::string_view sessions_path = "/api/auth/v1/sessions";
inline constexpr const char* session_id_example = "q83vEjRWeJCrze8SNFZ4kA";

/// At an endpoint that requires a token. A token without a session is not believed in the first place.
template <class... Kinds>
SessionHolder holder_of(const http::Call<Kinds...>& call) {
  return {call.user(), call.principal->session.value()};
}

}  // namespace gatehouse::auth::api
