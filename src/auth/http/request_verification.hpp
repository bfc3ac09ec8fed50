#pragma once

// POST /api/auth/v1: send a (new) code for an address.

#include "auth/app/request_verification.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint request_verification(RequestVerification& use_case);

}  // namespace gatehouse::auth::api
