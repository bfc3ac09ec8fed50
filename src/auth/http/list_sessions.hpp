#pragma once

// GET /api/auth/v1/sessions: where the user is signed in.

#include "auth/app/list_sessions.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint list_sessions(ListSessions& use_case);

}  // namespace gatehouse::auth::api
