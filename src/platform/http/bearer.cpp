#include "platform/http/bearer.hpp"

#include <algorithm>
#include <array>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

/// What an Authorization header names with the scheme Bearer: nothing where there is none or it has another
/// scheme.
std::optional<std::string_view> bearer_credentials(const Request& request) {
  const std::string* header = request.header("authorization");
  if (header == nullptr) return std::nullopt;
  const std::string_view value = *header;
  const auto blank = std::min(value.find(' '), value.size());
  if (!equals_ignoring_case(value.substr(0, blank), "Bearer")) return std::nullopt;
  return value.substr(std::min(blank + 1, value.size()));
}

constexpr auto plain_token_chars = [] {
  std::array<bool, 256> plain{};
  for (int code = 0; code < 256; ++code) {
    const char c = static_cast<char>(code);
    plain.at(static_cast<std::size_t>(code)) =
        is_letter(c) || is_digit(c) || std::string_view("-._~+/").contains(c);
  }
  return plain;
}();

bool is_plain_token_char(char c) { return plain_token_chars[static_cast<unsigned char>(c)]; }

/// `b64token` of RFC 6750, 2.1.
bool is_token_text(std::string_view text) {
  const auto padding = std::ranges::find_if_not(text, is_plain_token_char);
  return padding != text.begin() && std::all_of(padding, text.end(), [](char c) { return c == '='; });
}

}  // namespace

Result<std::optional<Principal>> authenticate(const Request& request, Authentication wanted,
                                              Authenticator& authenticator) {
  const std::size_t headers = request.count("authorization");
  if (wanted == Authentication::none || (headers == 0 && wanted == Authentication::optional))
    return std::nullopt;
  if (headers > 1) return refuse(invalid_token, "Send one Authorization header.");
  const auto token = bearer_credentials(request);
  if (!token) return refuse(invalid_token, "Send an access token as Authorization: Bearer.");
  if (token->size() > max_token_length || !is_token_text(*token)) {
    return refuse(invalid_token, "This is no access token of ours.");
  }
  Result<Principal> principal = authenticator.authenticate(*token);
  if (!principal) return std::unexpected(std::move(principal.error()));
  return std::move(*principal);
}

std::string challenge(const Request& request) {
  const bool given = request.count("authorization") > 1 || bearer_credentials(request).has_value();
  return given ? R"(Bearer error="invalid_token")" : "Bearer";
}

}  // namespace gatehouse::http
