#include "user/domain/unicode.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "user/domain/secret_string.hpp"

namespace gatehouse::user::unicode {
namespace {

// Most text is ASCII, which every one of these operations leaves as it is, or only makes small: no need to
// ask the library, whose ways lead over UTF-16.

template <class Text>
bool is_ascii(const Text& text) {
  return std::ranges::all_of(text, [](auto unit) { return static_cast<char32_t>(unit) < 0x80; });
}

std::u32string ascii_lower(std::u32string_view text) {
  std::u32string lower(text);
  for (char32_t& point : lower) {
    if (U'A' <= point && point <= U'Z') point += U'a' - U'A';
  }
  return lower;
}

std::u16string to_utf16(std::u32string_view text) {
  std::u16string units;
  units.reserve(text.size() * 2);
  for (const char32_t point : text) {
    if (U_IS_BMP(point)) {
      units.push_back(static_cast<char16_t>(point));
    } else {
      units.push_back(U16_LEAD(point));
      units.push_back(U16_TRAIL(point));
    }
  }
  return units;
}

std::u32string to_utf32(std::u16string_view units) {
  std::u32string text;
  text.reserve(units.size());
  for (std::size_t at = 0; at < units.size();) {
    UChar32 point = 0;
    U16_NEXT(units.data(), at, units.size(), point);
    text.push_back(static_cast<char32_t>(point));
  }
  return text;
}

void expect_success(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("unicode: ") + u_errorName(status));
}

/// `call(source, length, target, capacity, status)` as ICU's string functions have it, asked again with room
/// enough.
template <class Call>
std::u32string transform(std::u32string_view text, Call call) {
  std::u16string source = to_utf16(text);
  std::u16string target(source.size() * 3 + 16, u'\0');
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    const int length = call(source.data(), static_cast<int>(source.size()), target.data(),
                            static_cast<int>(target.size()), &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      wipe(target);
      target.assign(static_cast<std::size_t>(length) + 1, u'\0');
      continue;
    }
    wipe(source);
    expect_success(status);
    std::u32string result = to_utf32(std::u16string_view(target).substr(0, static_cast<std::size_t>(length)));
    wipe(target);
    return result;
  }
}

using GetNormalizer = const UNormalizer2*(UErrorCode*);

std::u32string normalize(std::u32string_view text, GetNormalizer* get) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* normalizer = get(&status);
  expect_success(status);
  return transform(text,
                   [&](const UChar* source, int length, UChar* target, int capacity, UErrorCode* outcome) {
                     return unorm2_normalize(normalizer, source, length, target, capacity, outcome);
                   });
}

}  // namespace

std::optional<std::u32string> decode(std::string_view utf8) {
  if (utf8.contains('\0')) return std::nullopt;
  if (is_ascii(utf8)) return std::u32string(utf8.begin(), utf8.end());
  std::u16string units(utf8.size(), u'\0');
  int length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(units.data(), static_cast<int>(units.size()), &length, utf8.data(),
                static_cast<int>(utf8.size()), &status);
  std::optional<std::u32string> text;
  if (U_SUCCESS(status))
    text = to_utf32(std::u16string_view(units).substr(0, static_cast<std::size_t>(length)));
  wipe(units);
  return text;
}

std::string encode(std::u32string_view text) {
  if (is_ascii(text)) return std::string(text.begin(), text.end());
  std::u16string units = to_utf16(text);
  std::string utf8(text.size() * 4, '\0');
  int length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8(utf8.data(), static_cast<int>(utf8.size()), &length, units.data(),
              static_cast<int>(units.size()), &status);
  wipe(units);
  expect_success(status);
  utf8.resize(static_cast<std::size_t>(length));
  return utf8;
}

std::u32string nfc(std::u32string_view text) {
  return is_ascii(text) ? std::u32string(text) : normalize(text, &unorm2_getNFCInstance);
}
std::u32string nfd(std::u32string_view text) {
  return is_ascii(text) ? std::u32string(text) : normalize(text, &unorm2_getNFDInstance);
}
std::u32string compatible_fold(std::u32string_view text) {
  return is_ascii(text) ? ascii_lower(text) : normalize(text, &unorm2_getNFKCCasefoldInstance);
}

std::u32string fold_case(std::u32string_view text) {
  if (is_ascii(text)) return ascii_lower(text);
  return transform(text,
                   [](const UChar* source, int length, UChar* target, int capacity, UErrorCode* status) {
                     return u_strFoldCase(target, capacity, source, length, U_FOLD_CASE_DEFAULT, status);
                   });
}

std::u32string fold_width(std::u32string_view text) {
  if (is_ascii(text)) return std::u32string(text);
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* normalizer = unorm2_getNFKCInstance(&status);
  expect_success(status);
  std::u32string folded;
  for (const char32_t point : text) {
    const int kind = u_getIntPropertyValue(static_cast<UChar32>(point), UCHAR_DECOMPOSITION_TYPE);
    if (kind != U_DT_WIDE && kind != U_DT_NARROW) {
      folded.push_back(point);
      continue;
    }
    std::array<UChar, 32> mapping{};
    const int length = unorm2_getRawDecomposition(normalizer, static_cast<UChar32>(point), mapping.data(),
                                                  mapping.size(), &status);
    expect_success(status);
    folded += to_utf32({mapping.data(), static_cast<std::size_t>(length)});
  }
  return folded;
}

}  // namespace gatehouse::user::unicode
