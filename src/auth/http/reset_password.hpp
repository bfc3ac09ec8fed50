#pragma once

// PUT /api/user/v1/password/reset: a new password for a handle and its code.

#include "auth/app/reset_password.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint reset_password(ResetPassword& use_case);

}  // namespace gatehouse::auth::api
