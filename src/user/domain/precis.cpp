#include "user/domain/precis.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdint>

namespace gatehouse::user::precis {
namespace {

bool between(char32_t point, char32_t first, char32_t last) { return first <= point && point <= last; }

bool is_arabic_indic(char32_t point) { return between(point, 0x0660, 0x0669); }
bool is_extended_arabic_indic(char32_t point) { return between(point, 0x06F0, 0x06F9); }

bool is_excepted_as_valid(char32_t point) {
  return std::u32string_view(U"\u00DF\u03C2\u06FD\u06FE\u0F0B\u3007").contains(point);
}

bool is_excepted_as_contextual(char32_t point) {
  return is_arabic_indic(point) || is_extended_arabic_indic(point) ||
         std::u32string_view(U"\u00B7\u0375\u05F3\u05F4\u30FB").contains(point);
}

bool is_excepted_as_disallowed(char32_t point) {
  return between(point, 0x3031, 0x3035) ||
         std::u32string_view(U"\u0640\u07FA\u302E\u302F\u303B").contains(point);
}

bool is_old_hangul_jamo(UChar32 point) {
  const int kind = u_getIntPropertyValue(point, UCHAR_HANGUL_SYLLABLE_TYPE);
  return kind == U_HST_LEADING_JAMO || kind == U_HST_VOWEL_JAMO || kind == U_HST_TRAILING_JAMO;
}

bool is_noncharacter(UChar32 point) { return u_hasBinaryProperty(point, UCHAR_NONCHARACTER_CODE_POINT); }

bool is_ignorable(UChar32 point) {
  return u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || is_noncharacter(point);
}

bool has_compatible_form(char32_t point) {
  const int kind = u_getIntPropertyValue(static_cast<UChar32>(point), UCHAR_NFKC_QUICK_CHECK);
  return kind == UNORM_NO;
}

Property by_category(UChar32 point) {
  constexpr std::uint32_t letters_and_digits =
      U_GC_LL_MASK | U_GC_LU_MASK | U_GC_LO_MASK | U_GC_LM_MASK | U_GC_ND_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
  constexpr std::uint32_t others =
      U_GC_LT_MASK | U_GC_NL_MASK | U_GC_NO_MASK | U_GC_ME_MASK | U_GC_ZS_MASK | U_GC_S_MASK | U_GC_P_MASK;
  const std::uint32_t category = U_GET_GC_MASK(point);
  if (category & letters_and_digits) return Property::valid;
  if (category & others) return Property::free_form_only;
  return Property::disallowed;
}

bool has_script(char32_t point, UScriptCode script) {
  return uscript_hasScript(static_cast<UChar32>(point), script) != 0;
}

bool is_kana_or_han(char32_t point) {
  return point != 0x30FB && (has_script(point, USCRIPT_HIRAGANA) || has_script(point, USCRIPT_KATAKANA) ||
                             has_script(point, USCRIPT_HAN));
}

/// RFC 5892, appendix A.3 to A.9.
bool context_holds(std::u32string_view text, std::size_t at) {
  const char32_t point = text[at];
  const char32_t before = at > 0 ? text[at - 1] : U'\0';
  const char32_t after = at + 1 < text.size() ? text[at + 1] : U'\0';
  if (point == 0x00B7) return before == U'l' && after == U'l';
  if (point == 0x0375) return has_script(after, USCRIPT_GREEK);
  if (point == 0x05F3 || point == 0x05F4) return has_script(before, USCRIPT_HEBREW);
  if (point == 0x30FB) return std::ranges::any_of(text, is_kana_or_han);
  if (is_arabic_indic(point)) return std::ranges::none_of(text, is_extended_arabic_indic);
  return std::ranges::none_of(text, is_arabic_indic);
}

}  // namespace

Property property_of(char32_t point) {
  const auto symbol = static_cast<UChar32>(point);
  if (is_excepted_as_valid(point)) return Property::valid;
  if (is_excepted_as_contextual(point)) return Property::contextual_other;
  if (is_excepted_as_disallowed(point)) return Property::disallowed;
  if (u_charType(symbol) == U_UNASSIGNED && !is_noncharacter(symbol)) return Property::unassigned;
  if (between(point, 0x21, 0x7E)) return Property::valid;
  if (point == 0x200C || point == 0x200D) return Property::contextual_join;
  if (is_old_hangul_jamo(symbol) || is_ignorable(symbol) || u_charType(symbol) == U_CONTROL_CHAR) {
    return Property::disallowed;
  }
  if (has_compatible_form(point)) return Property::free_form_only;
  return by_category(symbol);
}

bool is_identifier(std::u32string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Property property = property_of(text[at]);
    if (property == Property::contextual_other ? !context_holds(text, at) : property != Property::valid)
      return false;
  }
  return true;
}

}  // namespace gatehouse::user::precis
