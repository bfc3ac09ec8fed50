#pragma once

// POST /api/user/v1/signup: make an account.

#include "platform/http/endpoint.hpp"
#include "user/app/sign_up.hpp"

namespace gatehouse::user::api {

/// `policy` is that of the use case.
http::Endpoint sign_up(SignUp& use_case, const PasswordPolicy& policy);

}  // namespace gatehouse::user::api
