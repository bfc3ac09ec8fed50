#pragma once

// Where a client hands in the token of its device.

#include <optional>
#include <string>

#include "platform/http/exchange.hpp"

namespace gatehouse::auth::api {

inline constexpr std::string_view device_header = "x-device-token";
inline constexpr std::string_view device_cookie = "gatehouse_device";

/// From the header, or else from the cookie that a page keeps it in; nothing where either stands twice.
std::optional<std::string> device_token_of(const http::Request& request);

}  // namespace gatehouse::auth::api
