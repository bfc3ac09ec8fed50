#include "platform/http/address.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <optional>

namespace gatehouse::http {
namespace {

bool is_address(int family, const std::string& text) {
  in6_addr bytes;
  return inet_pton(family, text.c_str(), &bytes) == 1;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

std::unexpected<std::string> wrong(std::string_view text, std::string_view reason) {
  return std::unexpected("'" + std::string(text) + "' is no address to listen on: " + std::string(reason));
}

}  // namespace

std::expected<ListenAddress, std::string> parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong(text, "the port is missing, as in 127.0.0.1:8080");
  const auto port = parse_port(text.substr(colon + 1));
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (!bracketed && host.contains(':'))
    return wrong(text, "an IPv6 address stands in brackets, as in [::1]:8080");
  if (!port) return wrong(text, "the port is no number from 0 to 65535");
  if (bracketed) host = host.substr(1, host.size() - 2);
  std::string address(host == "localhost" && !bracketed ? "127.0.0.1" : host);
  if (!is_address(bracketed ? AF_INET6 : AF_INET, address))
    return wrong(text, "the host is neither a numeric address nor localhost");
  return ListenAddress{std::move(address), *port};
}

std::string to_text(const ListenAddress& address) {
  const bool six = address.host.contains(':');
  return (six ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

bool is_loopback(const ListenAddress& address) {
  return address.host.starts_with("127.") || address.host == "::1";
}

}  // namespace gatehouse::http
