#pragma once

// GET /.well-known/jwks.json: the public keys by which anybody can verify an access token.

#include "auth/app/key_ports.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint jwks(const PublishedKeys& keys);

}  // namespace gatehouse::auth::api
