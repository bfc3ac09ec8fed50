#pragma once

// The two documents that a server serves of itself, as endpoints: made once, of everything that is routed.

#include <vector>

#include "platform/http/openapi.hpp"
#include "platform/http/router.hpp"

namespace gatehouse::http {

/// `GET /openapi.json` and `GET /docs`, which tell of what `router` holds by now, and of themselves. Both
/// stand under `tag`. To be added last: `router.add(http::documents(router, about, "service"))`.
std::vector<Endpoint> documents(const Router& router, const ApiNote& about, std::string_view tag);

}  // namespace gatehouse::http
