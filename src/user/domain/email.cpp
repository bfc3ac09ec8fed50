#include "user/domain/email.hpp"

#include <algorithm>

#include "user/domain/email_domain.hpp"

namespace gatehouse::user {
namespace {

/// No A-label form is shorter than a quarter of the UTF-8 it stands for, by and large; the rest is not worth
/// its work.
constexpr std::size_t max_typed = Email::max_length * 4;

std::unexpected<ValueFault> misshapen(std::string detail) {
  return std::unexpected(ValueFault{fault::invalid_format, std::move(detail)});
}

bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_atom_character(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").contains(c);
}

bool is_dot_string(std::string_view local) {
  if (local.empty() || local.front() == '.' || local.back() == '.' || local.contains("..")) return false;
  return std::ranges::all_of(local, [](char c) { return c == '.' || is_atom_character(c); });
}

}  // namespace

std::expected<Email, ValueFault> Email::parse(std::string_view typed) {
  if (typed.size() > max_typed) return std::unexpected(longer_than(Email::max_length));
  const std::size_t at = typed.find('@');
  if (at == std::string_view::npos) return misshapen("This must be an address with an @.");
  const std::string_view local = typed.substr(0, at);
  if (!is_dot_string(local)) {
    return misshapen("This must have an ASCII name without quotes and spaces before the @.");
  }
  if (local.size() > max_local_length)
    return std::unexpected(ValueFault{fault::too_long, "This may have at most 64 characters before the @."});

  const auto domain = canonical_domain(typed.substr(at + 1));
  if (!domain) return std::unexpected(domain.error());
  std::string text = std::string(local) + '@' + *domain;
  if (text.size() > max_length) return std::unexpected(longer_than(Email::max_length));
  std::string key = text;
  std::ranges::transform(key, key.begin(),
                         [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return Email(std::move(text), std::move(key));
}

}  // namespace gatehouse::user
