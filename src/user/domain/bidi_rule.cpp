#include <unicode/uchar.h>

#include <cstdint>
#include <string_view>

#include "user/domain/precis.hpp"

namespace gatehouse::user::precis {
namespace {

constexpr std::uint32_t bit(UCharDirection direction) { return std::uint32_t{1} << direction; }

constexpr std::uint32_t neutral = bit(U_EUROPEAN_NUMBER_SEPARATOR) | bit(U_COMMON_NUMBER_SEPARATOR) |
                                  bit(U_EUROPEAN_NUMBER_TERMINATOR) | bit(U_OTHER_NEUTRAL) |
                                  bit(U_BOUNDARY_NEUTRAL) | bit(U_DIR_NON_SPACING_MARK);
constexpr std::uint32_t european = bit(U_EUROPEAN_NUMBER);
constexpr std::uint32_t arabic = bit(U_ARABIC_NUMBER);
constexpr std::uint32_t right = bit(U_RIGHT_TO_LEFT) | bit(U_RIGHT_TO_LEFT_ARABIC);

std::uint32_t direction_of(char32_t point) { return bit(u_charDirection(static_cast<UChar32>(point))); }

std::uint32_t direction_of_end(std::u32string_view text) {
  for (std::size_t at = text.size(); at-- > 0;) {
    const std::uint32_t direction = direction_of(text[at]);
    if (direction != bit(U_DIR_NON_SPACING_MARK)) return direction;
  }
  return 0;
}

}  // namespace

bool obeys_bidi_rule(std::u32string_view text) {
  std::uint32_t seen = 0;
  for (const char32_t point : text) seen |= direction_of(point);
  if (!(seen & (right | arabic))) return true;

  // A text that begins left to right may hold none of these (its rule 5), so only the other kind is left.
  if (!(direction_of(text.front()) & right)) return false;
  const bool mixes_numbers = (seen & european) && (seen & arabic);
  const bool ends_well = direction_of_end(text) & (right | european | arabic);
  return !(seen & ~(right | arabic | european | neutral)) && ends_well && !mixes_numbers;
}

}  // namespace gatehouse::user::precis
