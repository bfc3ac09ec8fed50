#pragma once

// PUT /api/auth/v1: prove an address with its code.

#include "auth/app/verify_address.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint verify_address(VerifyAddress& use_case);

}  // namespace gatehouse::auth::api
