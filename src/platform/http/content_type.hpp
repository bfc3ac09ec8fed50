#pragma once

// What a body must say of itself before anyone reads it: one media type, ours, and no encoding.

#include <optional>
#include <string>
#include <string_view>

#include "platform/http/exchange.hpp"

namespace gatehouse::http {

/// What an endpoint takes its body for.
enum class BodyMedia { json, form };

/// Without parameters: `application/json`.
std::string_view name_of(BodyMedia media);

/// Whether `value` is `wanted`, with no parameter but `charset=utf-8`.
bool is_media_type(std::string_view value, std::string_view wanted);

/// Why the body of `request` is refused with 415; nothing where it is `wanted` in plain UTF-8 by its own
/// account.
std::optional<std::string> media_type_fault(const Request& request, BodyMedia wanted);

}  // namespace gatehouse::http
