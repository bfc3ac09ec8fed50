#pragma once

// The character classes of RFC 9110 that several checks share.

#include <algorithm>
#include <string_view>

namespace gatehouse::http {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// `tchar`: what names of methods and headers are made of.
constexpr bool is_token_char(char c) {
  return is_digit(c) || is_letter(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

/// What base64url (RFC 4648, 5) is made of, without padding.
constexpr bool is_base64url_char(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '_'; }

/// A C0 control or DEL, tab included: no value of ours needs one.
constexpr bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

}  // namespace gatehouse::http
