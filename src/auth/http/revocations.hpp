#pragma once

// GET /.well-known/revocations: what a resource server follows to refuse ended sessions by itself.

#include "auth/app/published_revocations.hpp"
#include "platform/http/endpoint.hpp"

namespace gatehouse::auth::api {

http::Endpoint revocations(PublishedRevocations& revocations);

}  // namespace gatehouse::auth::api
