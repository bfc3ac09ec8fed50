#include "user/domain/password.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "user/domain/precis.hpp"
#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

/// No text of 256 code points in NFC takes more, whatever form it is typed in (at most 3 octets for each of
/// its own).
constexpr std::size_t max_typed_octets = Password::max_length * 4 * 3;

std::unexpected<ValueFault> misshapen(std::string detail) {
  return std::unexpected(ValueFault{fault::invalid_format, std::move(detail)});
}

bool is_part_of_emoji(char32_t point) {
  const bool joins = point == 0x200C || point == 0x200D || point == 0xFE0E || point == 0xFE0F;
  const bool tag = 0xE0020 <= point && point <= 0xE007F;
  return joins || tag || u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_EXTENDED_PICTOGRAPHIC);
}

bool is_allowed(char32_t point) {
  const precis::Property property = precis::property_of(point);
  return property == precis::Property::valid || property == precis::Property::free_form_only ||
         property == precis::Property::contextual_other || is_part_of_emoji(point);
}

bool is_space(char32_t point) { return u_charType(static_cast<UChar32>(point)) == U_SPACE_SEPARATOR; }

/// RFC 8265, 4.2.2: every space is the ASCII one, then NFC.
std::u32string normalised(std::u32string& points) {
  std::ranges::replace_if(points, is_space, U' ');
  std::u32string text = unicode::nfc(points);
  wipe(points);
  return text;
}

}  // namespace

std::expected<Password, ValueFault> Password::parse(std::string_view typed) {
  if (typed.size() > max_typed_octets) return std::unexpected(longer_than(max_length));
  auto points = unicode::decode(typed);
  if (!points) return misshapen("This is not valid text.");
  std::u32string text = normalised(*points);
  const std::size_t length = text.size();
  const bool allowed = std::ranges::all_of(text, is_allowed);
  std::string octets = unicode::encode(text);
  wipe(text);
  Password password(octets);
  wipe(octets);

  if (length < min_length) return std::unexpected(shorter_than(min_length));
  if (length > max_length) return std::unexpected(longer_than(max_length));
  if (!allowed) return misshapen("This must not hold control characters.");
  return password;
}

}  // namespace gatehouse::user
