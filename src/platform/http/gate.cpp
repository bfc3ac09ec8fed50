#include "platform/http/gate.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

bool is_valid_port(std::string_view port) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return error == std::errc{} && end == port.data() + port.size() && number >= 1 && number <= 65'535;
}

bool is_name_char(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.' || c == '_'; }

bool is_address_char(char c) { return is_digit(c) || is_letter(c) || c == ':' || c == '.'; }

/// The headers that decide about framing, each by its only value.
struct Deciding {
  std::optional<std::string_view> host, content_length, transfer_encoding, expect;
  bool repeated = false;

  void note(std::optional<std::string_view>& header, std::string_view value) {
    repeated = repeated || header.has_value();
    header = value;
  }
};

Deciding gather(const Headers& headers) {
  Deciding found;
  for (const auto& [name, value] : headers) {
    if (name == "host")
      found.note(found.host, value);
    else if (name == "content-length")
      found.note(found.content_length, value);
    else if (name == "transfer-encoding")
      found.note(found.transfer_encoding, value);
    else if (name == "expect")
      found.note(found.expect, value);
  }
  return found;
}

std::optional<std::uint64_t> parse_length(std::string_view text) {
  std::uint64_t length = 0;
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return length;
}

}  // namespace

bool is_valid_host(std::string_view host) {
  std::string_view port;
  if (host.starts_with('[')) {
    const auto close = host.find(']');
    if (close == std::string_view::npos || close < 3) return false;
    if (!std::ranges::all_of(host.substr(1, close - 1), is_address_char)) return false;
    port = host.substr(close + 1);
  } else {
    const auto colon = host.find(':');
    const std::string_view name = host.substr(0, colon);
    if (name.empty() || !std::ranges::all_of(name, is_name_char)) return false;
    port = colon == std::string_view::npos ? std::string_view{} : host.substr(colon);
  }
  return port.empty() || (port.front() == ':' && is_valid_port(port.substr(1)));
}

std::expected<Framing, Refusal> pass_gate(Version version, const Headers& headers) {
  const Deciding found = gather(headers);
  const auto bad = [](std::string_view detail) { return std::unexpected(bad_request(detail)); };
  if (found.repeated) return bad("A header that may stand once is repeated");
  if (!found.host && version == Version::http_1_1) return bad("The Host header is missing");
  if (found.host && !is_valid_host(*found.host)) return bad("The Host header is no authority");

  Framing framing;
  if (found.transfer_encoding) {
    if (version != Version::http_1_1) return bad("HTTP/1.0 has no Transfer-Encoding");
    if (found.content_length) return bad("Transfer-Encoding and Content-Length exclude each other");
    if (!equals_ignoring_case(*found.transfer_encoding, "chunked"))
      return bad("The only Transfer-Encoding that is read here is chunked");
    framing.chunked = true;
  }
  if (found.content_length) {
    const auto length = parse_length(*found.content_length);
    if (!length) return bad("Content-Length is no number");
    framing.length = *length;
  }
  if (found.expect) {
    if (!equals_ignoring_case(*found.expect, "100-continue")) return std::unexpected(expectation_failed);
    framing.expects_continue = version == Version::http_1_1 && framing.has_body();
  }
  return framing;
}

}  // namespace gatehouse::http
