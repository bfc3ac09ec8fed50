#include "platform/config/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace gatehouse::config {
namespace {

bool is_ip6(const std::string& host) {
  in6_addr parsed{};
  return inet_pton(AF_INET6, host.c_str(), &parsed) == 1;
}

bool is_ip4(const std::string& host) {
  in_addr parsed{};
  return inet_pton(AF_INET, host.c_str(), &parsed) == 1;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters, digits, hyphens and dots, not digits alone: `1.2.3` is an address mistyped, not a name.
bool is_name(const std::string& host) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return host.size() <= 253 && std::ranges::any_of(host, is_letter) && host.front() != '-' &&
         host.front() != '.' && std::ranges::all_of(host, [&](char c) {
           return is_letter(c) || is_digit(c) || c == '-' || c == '.';
         });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  unsigned port = 0;
  std::from_chars(text.data(), text.data() + text.size(), port);
  if (port > 65'535) return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

}  // namespace

std::string Address::text() const {
  const bool bracketed = host.find(':') != std::string::npos;
  return (bracketed ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

bool Address::is_loopback() const {
  return host == "::1" || host == "localhost" || (is_ip4(host) && host.starts_with("127."));
}

std::optional<Address> parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const auto port = parse_port(text.substr(colon + 1));
  if (!port) return std::nullopt;

  std::string host{text.substr(0, colon)};
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
    return is_ip6(host) ? std::optional{Address{host, *port}} : std::nullopt;
  }
  return is_ip4(host) || is_name(host) ? std::optional{Address{host, *port}} : std::nullopt;
}

}  // namespace gatehouse::config
