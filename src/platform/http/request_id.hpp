#pragma once

// The id by which a client's report finds its lines in the log.

#include <string>
#include <string_view>

namespace gatehouse::http {

/// Whether an id that came with a request is kept: 1 to 64 of letters, digits, `.`, `_`, `-`.
bool is_valid_request_id(std::string_view id);

/// 128 random bits in hexadecimal.
std::string make_request_id();

}  // namespace gatehouse::http
