#include "platform/http/basic.hpp"

#include <algorithm>
#include <array>

#include "platform/http/form.hpp"
#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

int value_of(char c) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto place = alphabet.find(c);
  return place == std::string_view::npos ? -1 : static_cast<int>(place);
}

/// Standard base64 with its padding; nothing where one text could be written in two ways.
std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  std::string decoded;
  decoded.reserve(text.size() * 3 / 4);
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = value_of(c);
    if (value < 0) return std::nullopt;
    bits = (bits << 6U | static_cast<unsigned>(value)) & 0xFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  if ((bits & ((1U << static_cast<unsigned>(count)) - 1)) != 0) return std::nullopt;
  return decoded;
}

std::optional<std::string_view> credentials_of(const Request& request) {
  const std::string* header = request.header("authorization");
  if (header == nullptr || header->size() > max_basic_length) return std::nullopt;
  const std::string_view value = *header;
  const auto blank = std::min(value.find(' '), value.size());
  if (!equals_ignoring_case(value.substr(0, blank), "Basic")) return std::nullopt;
  const auto start = std::min(value.find_first_not_of(' ', blank), value.size());
  return value.substr(start);
}

std::optional<BasicCredentials> split(std::string_view pair) {
  const auto colon = pair.find(':');
  if (colon == std::string_view::npos || std::ranges::any_of(pair, is_control)) return std::nullopt;
  std::optional<std::string> id = decode_form(pair.substr(0, colon));
  std::optional<std::string> secret = decode_form(pair.substr(colon + 1));
  if (!id || !secret || id->empty()) return std::nullopt;
  BasicCredentials credentials{std::move(*id), SecretText(std::move(*secret))};
  if (std::ranges::any_of(credentials.id, is_control)) return std::nullopt;
  if (std::ranges::any_of(credentials.secret.view(), is_control)) return std::nullopt;
  return credentials;
}

}  // namespace

std::optional<BasicCredentials> basic_credentials(const Request& request) {
  const auto encoded = credentials_of(request);
  if (!encoded) return std::nullopt;
  std::optional<std::string> pair = decode_base64(*encoded);
  if (!pair) return std::nullopt;
  std::optional<BasicCredentials> credentials = split(*pair);
  json::wipe(*pair);
  return credentials;
}

}  // namespace gatehouse::http
