#include "platform/mail/transfer_encoding.hpp"

#include <algorithm>

#include "platform/crypto/base64url.hpp"

namespace gatehouse::mail {
namespace {

constexpr std::size_t longest_line = 76;

std::string with_network_lines(std::string_view text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n' || text[i] == '\r') {
      lines += "\r\n";
    } else {
      lines += text[i];
    }
  }
  if (!lines.ends_with("\r\n")) lines += "\r\n";
  return lines;
}

std::string escaped(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto octet = static_cast<unsigned char>(c);
  return {'=', digits[octet / 16], digits[octet % 16]};
}

/// A blank that ends a line would be lost on the way.
std::string quoted(char c, bool ends_line) {
  const bool blank = c == ' ' || c == '\t';
  const bool literal = (blank && !ends_line) || ('!' <= c && c <= '~' && c != '=');
  return literal ? std::string(1, c) : escaped(c);
}

}  // namespace

std::string base64(std::string_view octets) {
  std::string text = crypto::to_base64url(octets);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::string base64_lines(std::string_view octets) {
  const std::string text = base64(octets);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += longest_line) {
    lines += text.substr(at, longest_line) + "\r\n";
  }
  return lines;
}

std::string quoted_printable(std::string_view text) {
  std::string lines;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends_line = text.substr(i + 1).starts_with("\r\n");
    if (text.substr(i).starts_with("\r\n")) {
      lines += "\r\n";
      column = 0;
      ++i;
      continue;
    }
    const std::string piece = quoted(text[i], ends_line);
    if (column + piece.size() > longest_line - (ends_line ? 0 : 1)) {
      lines += "=\r\n";
      column = 0;
    }
    lines += piece;
    column += piece.size();
  }
  return lines;
}

Transfer transfer_of(std::string_view text) {
  const std::string lines = with_network_lines(text);
  std::string quoted = quoted_printable(lines);
  std::string packed = base64_lines(lines);
  if (quoted.size() <= packed.size()) return {"quoted-printable", std::move(quoted)};
  return {"base64", std::move(packed)};
}

}  // namespace gatehouse::mail
