#pragma once

// Conditional requests (RFC 9110, 13): a client that has this version of a document is told so, and gets
// nothing else.

#include <string>
#include <string_view>

#include "platform/http/exchange.hpp"

namespace gatehouse::http {

/// A strong entity tag, quoted, that changes with `content`.
std::string make_entity_tag(std::string_view content);

/// Makes a 200 that has an `ETag` into a 304 where If-None-Match of `request` names that tag, compared
/// weakly, or is `*`. Of its headers those stay that a client keeps beside the body it has.
void answer_condition(const Request& request, Reply& reply);

}  // namespace gatehouse::http
