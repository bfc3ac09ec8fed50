#include "user/domain/nickname.hpp"

#include <unicode/uchar.h>

#include "user/domain/lookalikes.hpp"
#include "user/domain/precis.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

constexpr int max_marks_in_a_row = 4;

std::unexpected<ValueFault> misshapen(std::string detail) {
  return std::unexpected(ValueFault{fault::invalid_format, std::move(detail)});
}

bool is_mark(char32_t point) { return (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_M_MASK) != 0; }

/// Marks where they can be read: none first, none doubled, no towers.
bool has_sane_marks(std::u32string_view decomposed) {
  int marks = 0;
  char32_t before = 0;
  for (const char32_t point : decomposed) {
    const bool mark = is_mark(point);
    marks = mark ? marks + 1 : 0;
    if (mark && (before == 0 || before == point || marks > max_marks_in_a_row)) return false;
    before = point;
  }
  return true;
}

/// Canonical caseless matching (Unicode, D145), with width folded too.
std::u32string fold(std::u32string_view text) {
  return unicode::nfc(unicode::fold_case(unicode::nfd(unicode::fold_width(text))));
}

}  // namespace

Nickname::Nickname(std::u32string_view text)
    : text_(unicode::encode(text)),
      folded_(unicode::encode(fold(text))),
      key_(unicode::encode(look_of(fold(text)))),
      look_(unicode::encode(look_of(text))) {}

std::expected<Nickname, ValueFault> Nickname::parse(std::string_view typed) {
  const auto points = unicode::decode(typed);
  if (!points) return misshapen("This is not valid text.");
  const std::u32string text = unicode::nfc(*points);
  if (text.size() < min_length) return std::unexpected(shorter_than(min_length));
  if (text.size() > max_length) return std::unexpected(longer_than(max_length));

  const std::u32string folded = unicode::fold_width(text);
  const bool is_name = precis::is_identifier(folded) && precis::obeys_bidi_rule(folded) &&
                       !folded.contains(U'@') && has_sane_marks(unicode::nfd(folded));
  if (!is_name) {
    return misshapen("This must be made of letters, digits and ordinary punctuation, without spaces and @.");
  }
  return Nickname(text);
}

}  // namespace gatehouse::user
