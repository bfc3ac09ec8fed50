#include "user/domain/lookalikes.hpp"

#include <unicode/uchar.h>
#include <unicode/uspoof.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "user/domain/unicode.hpp"

namespace gatehouse::user {
namespace {

constexpr std::u32string_view small_letters = U"abcdefghijklmnopqrstuvwxyz";
constexpr std::u32string_view capital_letters = U"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::u32string_view digits = U"0123456789";
constexpr char32_t dot_above = 0x0307;

bool is_ascii(char32_t point) { return point < 0x80; }
char32_t ascii_lower(char32_t point) {
  return U'A' <= point && point <= U'Z' ? point + (U'a' - U'A') : point;
}

/// The library's table of confusable code points, and what ASCII looks like in it.
class Appearances {
 public:
  Appearances() {
    UErrorCode status = U_ZERO_ERROR;
    checker_ = uspoof_open(&status);
    if (U_FAILURE(status)) throw std::runtime_error("no table of confusable characters");
    note(small_letters, of_small_);
    note(capital_letters, of_small_);
    note(digits, of_small_);
    note(capital_letters, of_capital_);
    note(small_letters, of_capital_);
    note(digits, of_capital_);
  }
  ~Appearances() { uspoof_close(checker_); }
  Appearances(const Appearances&) = delete;
  Appearances& operator=(const Appearances&) = delete;

  /// `before` tells a capital I from a small l, where both look like the point: `Ӏvan`, `payраӀ`.
  std::u32string of(char32_t point, char32_t before) const {
    if (is_ascii(point)) return {ascii_lower(point)};
    const std::u16string skeleton = skeleton_of(point);
    const bool capital = u_isupper(static_cast<UChar32>(point)) && !u_islower(static_cast<UChar32>(before));
    const auto& ascii = capital ? of_capital_ : of_small_;
    if (const auto found = ascii.find(skeleton); found != ascii.end()) return {found->second};
    const bool holds_ascii = std::ranges::any_of(skeleton, [](char16_t unit) { return unit < 0x80; });
    // What resembles several ASCII characters together (`ы`, bl) is left alone; a letter stands for one
    // letter.
    return holds_ascii ? unicode::fold_case({&point, 1}) : unicode::fold_case(widen(skeleton));
  }

 private:
  using ByLook = std::map<std::u16string, char32_t>;

  /// The first of several that look alike stays (letters before digits; `l` before `I`, or the other way
  /// round).
  void note(std::u32string_view points, ByLook& table) {
    for (const char32_t point : points) table.emplace(skeleton_of(point), ascii_lower(point));
  }

  std::u16string skeleton_of(char32_t point) const {
    std::array<UChar, 2> source{};
    int length = 0;
    U16_APPEND_UNSAFE(source.data(), length, point);
    std::array<UChar, 64> skeleton{};
    UErrorCode status = U_ZERO_ERROR;
    const int size =
        uspoof_getSkeleton(checker_, 0, source.data(), length, skeleton.data(), skeleton.size(), &status);
    if (U_FAILURE(status)) throw std::runtime_error("no skeleton of a character");
    return {skeleton.data(), static_cast<std::size_t>(size)};
  }

  static std::u32string widen(std::u16string_view units) {
    std::u32string text;
    for (std::size_t at = 0; at < units.size();) {
      UChar32 point = 0;
      U16_NEXT(units.data(), at, units.size(), point);
      text.push_back(static_cast<char32_t>(point));
    }
    return text;
  }

  USpoofChecker* checker_ =
      nullptr;  // only read after the constructor, which the library allows from every thread
  ByLook of_small_;
  ByLook of_capital_;
};

bool has_its_own_dot(char32_t point) { return point == U'i' || point == U'j'; }

}  // namespace

std::u32string look_of(std::u32string_view text) {
  static const Appearances appearances;
  std::u32string look;
  char32_t before = 0;
  // Taken apart first, so that a letter with a mark looks like the ASCII letter with the same mark.
  for (const char32_t point : unicode::nfd(unicode::fold_width(text))) {
    if (point == dot_above && !look.empty() && has_its_own_dot(look.back())) continue;
    look += appearances.of(point, before);
    before = point;
  }
  return unicode::nfc(look);
}

}  // namespace gatehouse::user
