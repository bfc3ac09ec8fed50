#pragma once

// The API reference as one page that stands alone: rendered once, from the same declarations as all else,
// without script and without a request to anyone. Each error code has its anchor, to which the `type` of a
// problem leads.

#include <string>
#include <vector>

#include "platform/http/openapi.hpp"

namespace gatehouse::http {

std::string docs_page(const std::vector<Endpoint>& endpoints, const ApiNote& about);

/// The Content-Security-Policy under which the page works: nothing but its own style.
std::string docs_policy();

}  // namespace gatehouse::http
