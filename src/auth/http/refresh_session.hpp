#pragma once

// POST /api/auth/v1/token/refresh: a refresh token for the next ones.

#include "auth/app/refresh_session.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint refresh_session(RefreshSession& use_case);

}  // namespace gatehouse::auth::api
