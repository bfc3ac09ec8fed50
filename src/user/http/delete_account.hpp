#pragma once

// DELETE /api/user/v1/user/{user_id}: erase the own account.

#include "platform/http/endpoint.hpp"
#include "user/app/delete_account.hpp"

namespace gatehouse::user::api {

http::Endpoint delete_account(DeleteAccount& use_case);

}  // namespace gatehouse::user::api
