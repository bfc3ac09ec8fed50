#include "auth/http/device_token.hpp"

#include <algorithm>

namespace gatehouse::auth::api {
namespace {

/// The value of a cookie that stands once in a Cookie header (RFC 6265, 4.2).
std::optional<std::string> cookie(std::string_view cookies, std::string_view name) {
  std::optional<std::string> found;
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view pair = cookies.substr(0, end);
    cookies.remove_prefix(std::min(cookies.size(), end + 1));
    pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
    if (!pair.starts_with(name) || pair.substr(name.size(), 1) != "=") continue;
    if (found) return std::nullopt;
    found = pair.substr(name.size() + 1);
  }
  return found;
}

}  // namespace

std::optional<std::string> device_token_of(const http::Request& request) {
  if (const std::string* token = request.header(device_header)) return *token;
  const std::string* cookies = request.header("cookie");
  return cookies != nullptr ? cookie(*cookies, device_cookie) : std::nullopt;
}

}  // namespace gatehouse::auth::api
