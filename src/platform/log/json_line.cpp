#include "platform/log/json_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace gatehouse::log {
namespace {

constexpr std::size_t usual_line = 512;
constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view ellipsis = "…";

struct CodePoint {
  char32_t value;
  std::size_t length;  // in bytes of the text
};

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// The first code point of `text`; U+FFFD of length 1 where the bytes are no UTF-8 (surrogates, overlong
/// forms and values beyond U+10FFFF included).
CodePoint first_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 0;
  char32_t value = 0;
  char32_t least = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    length = 2, value = lead & 0x1FU, least = 0x80;
  } else if ((lead & 0xF0U) == 0xE0U) {
    length = 3, value = lead & 0x0FU, least = 0x800;
  } else if ((lead & 0xF8U) == 0xF0U) {
    length = 4, value = lead & 0x07U, least = 0x10000;
  } else {
    return {replacement, 1};
  }
  if (text.size() < length) return {replacement, 1};
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text[i])) return {replacement, 1};
    value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least || value > 0x10FFFF || surrogate) return {replacement, 1};
  return {value, length};
}

/// Ends a line for some reader, steers a terminal (C0, DEL, C1), or turns or hides text.
bool is_dangerous(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// Every octet stands for itself, and may be read as it is.
bool is_plain(char octet) { return octet >= 0x20 && octet < 0x7F && octet != '"' && octet != '\\'; }

/// Appends what fits into `room` bytes, whole code points only, and `…` where that was not all.
void append_text(std::string& line, std::string_view text, std::size_t room) {
  line += '"';
  const std::size_t end = line.size() + room;
  const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
  if (plain == text.size() && plain <= room) {  // nearly all texts are such
    line += text;
    line += '"';
    return;
  }
  while (!text.empty()) {
    const auto [value, length] = first_code_point(text);
    const std::size_t before = line.size();
    if (value == '"' || value == '\\') {
      line += '\\';
      line += static_cast<char>(value);
    } else if (value == '\n') {
      line += "\\n";
    } else if (is_dangerous(value)) {
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<std::uint32_t>(value));
    } else if (value == replacement) {
      line += "\uFFFD";
    } else {
      line += text.substr(0, length);
    }
    if (line.size() > end) {
      line.resize(before);
      line += ellipsis;
      break;
    }
    text.remove_prefix(length);
  }
  line += '"';
}

std::size_t room_in(const std::string& line) {
  const std::size_t reserve = 64;  // for what ends the line, and the names still to come
  const std::size_t used = line.size() + reserve;
  return used >= max_line ? 0 : std::min(max_line - used, max_text_value);
}

struct AppendValue {
  std::string& line;

  void operator()(std::int64_t number) const { fmt::format_to(std::back_inserter(line), "{}", number); }
  void operator()(double number) const {
    // JSON has no word for infinity and NaN.
    if (!std::isfinite(number)) {
      line += "null";
    } else {
      fmt::format_to(std::back_inserter(line), "{}", number);
    }
  }
  void operator()(bool truth) const { line += truth ? "true" : "false"; }
  void operator()(std::string_view text) const { append_text(line, text, room_in(line)); }
};

}  // namespace

std::string_view name_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warn:
      return "warn";
    case Level::error:
      return "error";
  }
  return "error";
}

std::string json_line(Time time, Level level, std::string_view event, std::string_view request_id,
                      std::initializer_list<Field> fields) {
  std::string line;
  line.reserve(usual_line);
  line += R"({"ts":")";
  append_rfc3339(line, time);
  line += R"(","level":")";
  line += name_of(level);
  line += R"(","event":)";
  append_text(line, event, room_in(line));
  if (!request_id.empty()) {
    line += R"(,"request_id":)";
    append_text(line, request_id, room_in(line));
  }
  for (const auto& [name, value] : fields) {
    line += ',';
    append_text(line, name, max_text_value);
    line += ':';
    std::visit(AppendValue{line}, value);
  }
  line += "}\n";
  return line;
}

}  // namespace gatehouse::log
