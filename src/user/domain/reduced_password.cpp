#include "user/domain/reduced_password.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "user/domain/secret_string.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

bool is_mark(char32_t point) {
  const bool is_letter = (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z');
  return point < 0x80 && !is_letter && !is_digit(point);
}

bool is_digit_or_mark(char32_t point) { return is_digit(point) || is_mark(point); }

/// Of a run of equal or neighbouring characters the first two: "1234567890!!!" has five, 1, 2, 0 and two
/// signs.
std::size_t count_characters(std::u32string_view text) {
  const auto step = [&](std::size_t at) {
    return static_cast<std::int64_t>(text[at]) - static_cast<std::int64_t>(text[at - 1]);
  };
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool goes_on = at >= 2 && step(at) == step(at - 1) && std::abs(step(at)) <= 1;
    if (!goes_on) ++count;
  }
  return count;
}

Trimmed trim(std::u32string_view folded, bool (*is_off)(char32_t)) {
  const auto first = static_cast<std::size_t>(std::ranges::find_if_not(folded, is_off) - folded.begin());
  std::size_t end = folded.size();
  while (end > first && is_off(folded[end - 1])) --end;
  return {folded.substr(first, end - first),
          count_characters(folded.substr(0, first)) + count_characters(folded.substr(end))};
}

/// What people write between words; other punctuation inside a password is its owner's.
bool is_separator(char32_t point) {
  return std::u32string_view(U" .-_").find(point) != std::u32string_view::npos;
}

std::optional<char32_t> letter_for(char32_t point, char32_t letter_for_one) {
  switch (point) {
    case U'@':
    case U'4':
      return U'a';
    case U'3':
      return U'e';
    case U'0':
      return U'o';
    case U'$':
    case U'5':
      return U's';
    case U'7':
      return U't';
    case U'1':
    case U'!':
      return letter_for_one;
    default:
      return is_separator(point) ? std::nullopt : std::optional(point);
  }
}

std::u32string spell_out(std::u32string_view folded, char32_t letter_for_one) {
  std::u32string letters;
  letters.reserve(folded.size());
  for (const char32_t point : folded) {
    const auto letter = letter_for(point, letter_for_one);
    if (letter && (letters.empty() || letters.back() != *letter)) letters += *letter;
  }
  return letters;
}

}  // namespace

std::u32string fold_password(std::string_view text) {
  auto points = unicode::decode(text);
  if (!points) return {};
  std::u32string result = unicode::compatible_fold(*points);
  wipe(*points);
  return result;
}

Trimmed trim_marks(std::u32string_view folded) { return trim(folded, is_mark); }

Trimmed trim_digits_and_marks(std::u32string_view folded) { return trim(folded, is_digit_or_mark); }

std::vector<std::u32string> spell_out(std::u32string_view folded) {
  std::vector<std::u32string> forms;
  forms.push_back(spell_out(folded, U'i'));
  if (folded.find_first_of(U"1!") != std::u32string_view::npos) forms.push_back(spell_out(folded, U'l'));
  return forms;
}

}  // namespace gatehouse::user
