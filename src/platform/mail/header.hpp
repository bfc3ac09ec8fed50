#pragma once

// What stands in the head of a mail. A value can never begin another header: one with a control character is
// refused, and what is no ASCII is encoded (RFC 2047).

#include <stdexcept>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"

namespace gatehouse::mail {

/// A mail that nobody can send as it is; no attempt would make it better.
class BadMail : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One line of UTF-8: no control character, no line separator of Unicode.
bool is_line(std::string_view text);
/// Printable ASCII that nobody takes for an encoded word, and that fits on a line.
bool is_plain(std::string_view text);

/// `=?UTF-8?B?…?=`, as many as it takes, each short enough for a line of its own.
std::string encoded_words(std::string_view text);

/// `Name: value`, ended with CRLF. Throws `BadMail` for a value that is no line of ASCII, folds aside.
std::string header(std::string_view name, std::string_view value);
/// The same for a text in any script.
std::string text_header(std::string_view name, std::string_view text);

/// `Sun, 22 Nov 2026 09:30:00 +0000` (RFC 5322, 3.3).
std::string date_text(Time time);

}  // namespace gatehouse::mail
