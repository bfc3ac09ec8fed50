#include "platform/mail/header.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "kernel/utf8.hpp"
#include "platform/mail/transfer_encoding.hpp"

namespace gatehouse::mail {
namespace {

/// So many octets make a word of 64 characters, which leaves room on a line for the name of the header.
constexpr std::size_t octets_of_a_word = 39;
constexpr std::size_t longest_plain_text = 66;

bool is_printable(char c) { return ' ' <= c && c <= '~'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// How much of the text fits into a word without cutting a character.
std::size_t whole_characters(std::string_view text) {
  std::size_t length = std::min(octets_of_a_word, text.size());
  while (length > 0 && length < text.size() && continues(text[length])) --length;
  return length;
}

}  // namespace

bool is_line(std::string_view text) {
  const bool separated = text.find("\xE2\x80\xA8") != std::string_view::npos ||
                         text.find("\xE2\x80\xA9") != std::string_view::npos ||
                         text.find("\xC2\x85") != std::string_view::npos;
  return !separated && std::ranges::none_of(text, is_control) && is_text(text);
}

bool is_plain(std::string_view text) {
  return text.size() <= longest_plain_text && std::ranges::all_of(text, is_printable) &&
         text.find("=?") == std::string_view::npos;
}

std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const std::size_t length = whole_characters(text);
    words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return words;
}

std::string header(std::string_view name, std::string_view value) {
  std::string unfolded(value);
  for (std::size_t at = 0; (at = unfolded.find("\r\n ", at)) != std::string::npos;) unfolded.erase(at, 2);
  if (!std::ranges::all_of(unfolded, is_printable)) {
    throw BadMail("the header " + std::string(name) + " would hold what is no line of ASCII");
  }
  return std::string(name) + ": " + std::string(value) + "\r\n";
}

std::string text_header(std::string_view name, std::string_view text) {
  if (!is_line(text))
    throw BadMail("the header " + std::string(name) + " would hold what is no line of text");
  return header(name, is_plain(text) ? std::string(text) : encoded_words(text));
}

std::string date_text(Time time) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace gatehouse::mail
