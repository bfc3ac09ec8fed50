#include "platform/http/head_scan.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

constexpr std::array<std::string_view, 8> standard_methods{"GET",    "HEAD",  "POST",    "PUT",
                                                           "DELETE", "PATCH", "OPTIONS", "TRACE"};
constexpr std::size_t longest_method = 32;
constexpr std::size_t around_target = 32;  // a method, two spaces and a version fit into it

constexpr bool is_visible_ascii(char c) { return c > 0x20 && c < 0x7f; }

/// Eight octets at once.
bool may_have_control(std::uint64_t octets) {
  constexpr std::uint64_t ones = ~std::uint64_t{0} / 255;
  constexpr std::uint64_t high = ones * 0x80;
  const std::uint64_t deletes = octets ^ (ones * 0x7f);
  return (((octets - ones * 0x20) & ~octets) | ((deletes - ones) & ~deletes)) & high;
}

/// Where the first control character at or after `from` stands, or the end.
std::size_t find_control(std::string_view bytes, std::size_t from) {
  for (; from + sizeof(std::uint64_t) <= bytes.size(); from += sizeof(std::uint64_t)) {
    std::uint64_t octets = 0;
    std::memcpy(&octets, bytes.data() + from, sizeof octets);
    if (may_have_control(octets)) break;
  }
  const auto* const found = std::find_if(bytes.begin() + from, bytes.end(), is_control);
  return static_cast<std::size_t>(found - bytes.begin());
}

std::optional<Refusal> check_version(std::string_view version) {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") return std::nullopt;
  const bool well_formed = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                           version[6] == '.' && is_digit(version[7]);
  return well_formed ? version_unknown : bad_request("The request line has no HTTP version");
}

std::optional<Refusal> check_method(std::string_view method) {
  if (!is_token(method)) return bad_request("The method is no token");
  return method.size() > longest_method ? std::optional(method_unknown) : std::nullopt;
}

// Origin-form only: any other form names an authority that might not be the one of the Host header.
std::optional<Refusal> check_target(std::string_view target) {
  if (!target.starts_with('/')) return bad_request("The request target has to start with a slash");
  if (!std::ranges::all_of(target, is_visible_ascii) || target.contains('#'))
    return bad_request("The request target has a character that belongs percent-encoded");
  return std::nullopt;
}

// Those that decide where a message ends and whose it is: two readers must not be able to trim them
// differently.
bool frames_the_message(std::string_view name) {
  return equals_ignoring_case(name, "content-length") || equals_ignoring_case(name, "transfer-encoding") ||
         equals_ignoring_case(name, "host");
}

std::optional<Refusal> check_field_line(std::string_view line) {
  if (line.front() == ' ') return bad_request("A header is folded over two lines");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return bad_request("A header has no valid name");
  if (!frames_the_message(line.substr(0, colon))) return std::nullopt;
  std::string_view value = line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (value.starts_with(' ') || value.ends_with(' '))
    return bad_request("A header that frames the message has stray spaces");
  return std::nullopt;
}

}  // namespace

std::expected<std::optional<std::size_t>, Refusal> HeadScan::scan(std::string_view bytes) {
  for (; position_ < bytes.size(); ++position_) {
    if (const auto refusal = skip_text(bytes)) return std::unexpected(*refusal);
    if (position_ == bytes.size()) break;
    if (bytes[position_] == '\r') {
      if (position_ + 1 == bytes.size()) break;
      if (bytes[position_ + 1] != '\n') return std::unexpected(bad_request("A CR stands without its LF"));
      const std::string_view line = bytes.substr(line_start_, position_ - line_start_);
      ++position_;
      line_start_ = position_ + 1;
      if (line.empty() && lines_ > 0) {
        ++position_;
        if (const auto refusal = check_size()) return std::unexpected(*refusal);
        return position_;
      }
      if (const auto refusal = check_line(line)) return std::unexpected(*refusal);
    } else {
      return std::unexpected(bad_request("The head has a control character"));
    }
    if (const auto refusal = check_size()) return std::unexpected(*refusal);
  }
  return std::nullopt;
}

std::optional<Refusal> HeadScan::skip_text(std::string_view bytes) {
  const std::size_t end = find_control(bytes, position_);
  if (end == position_) return std::nullopt;
  position_ = end - 1;
  const auto refusal = check_size();
  position_ = end;
  return refusal;
}

std::optional<Refusal> HeadScan::check_size() const {
  if (lines_ == 0 && position_ > limits_->max_target_bytes + around_target) return uri_too_long;
  if (position_ > limits_->max_header_bytes) return header_too_large;
  return std::nullopt;
}

std::optional<Refusal> HeadScan::check_line(std::string_view line) {
  if (lines_++ == 0) return check_request_line(line);
  if (lines_ - 1 > limits_->max_header_fields) return header_too_large;
  return check_field_line(line);
}

std::optional<Refusal> HeadScan::check_request_line(std::string_view line) const {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return bad_request("The request line has no three parts");
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (const auto refusal = check_version(line.substr(last + 1))) return refusal;
  if (const auto refusal = check_method(line.substr(0, first))) return refusal;
  if (target.size() > limits_->max_target_bytes) return uri_too_long;
  return check_target(target);
}

bool is_standard_method(std::string_view method) {
  return std::ranges::find(standard_methods, method) != standard_methods.end();
}

}  // namespace gatehouse::http
