#include "platform/mail/mailbox.hpp"

#include <algorithm>

#include "platform/mail/header.hpp"

namespace gatehouse::mail {
namespace {

constexpr std::size_t longest_address = 254;

bool is_letter_or_digit(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
}

/// The characters of an atom (RFC 5322, 3.2.3), and the dots between atoms.
bool is_dot_atom(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char c) {
    return is_letter_or_digit(c) ||
           std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

bool is_host(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.front() == '-') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string_view without_quotes(std::string_view name) {
  if (name.size() < 2 || name.front() != '"' || name.back() != '"') return name;
  return name.substr(1, name.size() - 2);
}

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > longest_address) return false;
  return is_dot_atom(text.substr(0, at)) && is_host(text.substr(at + 1));
}

std::string Mailbox::domain() const { return address.substr(address.find('@') + 1); }

std::string Mailbox::header() const {
  if (name.empty()) return address;
  return (is_plain(name) ? quoted(name) : encoded_words(name)) + " <" + address + ">";
}

std::optional<Mailbox> parse_mailbox(std::string_view text) {
  if (!is_line(text)) return std::nullopt;
  Mailbox mailbox;
  const std::size_t open = text.find('<');
  if (open == std::string_view::npos) {
    mailbox.address = trimmed(text);
  } else {
    const std::string_view rest = trimmed(text.substr(open + 1));
    if (!rest.ends_with('>')) return std::nullopt;
    mailbox.name = without_quotes(trimmed(text.substr(0, open)));
    mailbox.address = rest.substr(0, rest.size() - 1);
  }
  if (!is_address(mailbox.address)) return std::nullopt;
  return mailbox;
}

}  // namespace gatehouse::mail
