#pragma once

// POST /api/user/v1/signin: a name and a password for a session.

#include "auth/app/sign_in.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint sign_in(SignIn& use_case);

}  // namespace gatehouse::auth::api
