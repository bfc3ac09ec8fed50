#pragma once

// POST /oauth/introspect: what a token says and whether it is good (RFC 7662).

#include "auth/app/identify_client.hpp"
#include "auth/app/introspect_token.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint introspect_token(IdentifyClient& identify, IntrospectToken& use_case);

}  // namespace gatehouse::auth::api
