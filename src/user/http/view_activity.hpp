#pragma once

// GET /api/user/v1/user/{user_id}/activity

#include "platform/http/endpoint.hpp"
#include "user/app/view_activity.hpp"

namespace gatehouse::user::api {

/// `use_case` must outlive the endpoint.
http::Endpoint view_activity(ViewActivity& use_case);

}  // namespace gatehouse::user::api
