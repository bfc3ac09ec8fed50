#pragma once

// POST /api/auth/v1/signout: end this session, all others, or all.

#include "auth/app/sign_out.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint sign_out(SignOut& use_case);

}  // namespace gatehouse::auth::api
