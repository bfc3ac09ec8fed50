#pragma once

// What a body must say of itself before anyone reads it: one media type, ours, and no encoding.

#include <optional>
#include <string_view>

#include "platform/http/exchange.hpp"

namespace gatehouse::http {

/// Whether `value` is `application/json`, with no parameter but `charset=utf-8`.
bool is_json_media_type(std::string_view value);

/// Why the body of `request` is refused with 415; nothing where it is JSON in plain UTF-8 by its own account.
std::optional<std::string_view> media_type_fault(const Request& request);

}  // namespace gatehouse::http
