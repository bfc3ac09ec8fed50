#pragma once

// GET /api/user/v1/user/{user_id}: the account of who asks.

#include "platform/http/endpoint.hpp"
#include "user/app/view_account.hpp"

namespace gatehouse::user::api {

http::Endpoint view_account(ViewAccount& use_case);

}  // namespace gatehouse::user::api
