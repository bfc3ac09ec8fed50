#pragma once

// POST /oauth/revoke: ends the session of a token (RFC 7009).

#include "auth/app/identify_client.hpp"
#include "auth/app/revoke_token.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint revoke_token(IdentifyClient& identify, RevokeToken& use_case);

}  // namespace gatehouse::auth::api
