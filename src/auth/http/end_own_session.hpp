#pragma once

// DELETE /api/auth/v1/sessions/{session_id}: end one session.

#include "auth/app/end_own_session.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint end_own_session(EndOwnSession& use_case);

}  // namespace gatehouse::auth::api
