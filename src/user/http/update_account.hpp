#pragma once

// PUT /api/user/v1/user/{user_id}: change the own nickname, address or password.

#include "platform/http/endpoint.hpp"
#include "user/app/update_account.hpp"

namespace gatehouse::user::api {

/// `policy` is that of the use case.
http::Endpoint update_account(UpdateAccount& use_case, const PasswordPolicy& policy);

}  // namespace gatehouse::user::api
