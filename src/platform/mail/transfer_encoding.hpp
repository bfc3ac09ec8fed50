#pragma once

// The two ways in which a text travels through mail servers that promise 76 characters of ASCII a line
// (RFC 2045): readable where it is mostly ASCII, and short where it is not.

#include <string>
#include <string_view>

namespace gatehouse::mail {

/// With `+`, `/` and padding, on one line.
std::string base64(std::string_view octets);
/// In lines of 76 characters, each ended with CRLF.
std::string base64_lines(std::string_view octets);
/// Of a text whose lines end with CRLF.
std::string quoted_printable(std::string_view text);

struct Transfer {
  std::string_view encoding;  // `quoted-printable` or `base64`
  std::string body;           // ends with CRLF
};

/// The shorter one. However the lines of the text end, they end with CRLF afterwards.
Transfer transfer_of(std::string_view text);

}  // namespace gatehouse::mail
