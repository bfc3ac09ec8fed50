#pragma once

// POST /api/user/v1/password/reset: a code for whoever does not know their password.

#include "auth/app/request_password_reset.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

inline constexpr std::string_view password_reset_path = "/api/user/v1/password/reset";

http::Endpoint request_password_reset(RequestPasswordReset& use_case);

}  // namespace gatehouse::auth::api
