#include "user/domain/unicode.hpp"

#include <gtest/gtest.h>

namespace gatehouse::user::unicode {
namespace {

/// Stands beside ASCII without touching it, and has no case, width or marks: with it the library is asked.
constexpr char32_t beside = U'\u4E00';

std::u32string all_of_ascii() {
  std::u32string text;
  for (char32_t point = 1; point < 0x80; ++point) text.push_back(point);
  return text;
}

using Operation = std::u32string (*)(std::u32string_view);

TEST(Unicode, DoesWithAsciiAloneWhatTheLibraryDoes) {
  const std::u32string text = all_of_ascii();
  for (const Operation operation : {&nfc, &nfd, &fold_case, &fold_width, &compatible_fold}) {
    EXPECT_EQ(operation(text) + beside, operation(text + beside));
    EXPECT_EQ(operation({}), U"");
  }
}

TEST(Unicode, ReadsAndWritesAsciiAloneAsTheLibraryDoes) {
  const std::u32string text = all_of_ascii();
  const std::string octets = encode(text);
  EXPECT_EQ(octets + "\u4E00", encode(text + beside));
  EXPECT_EQ(decode(octets), text);
  EXPECT_EQ(decode(octets + "\u4E00"), text + beside);
  EXPECT_EQ(decode(""), U"");
}

TEST(Unicode, RefusesWhatIsNoText) {
  using namespace std::string_literals;
  for (const std::string& octets : {"a\0b"s, "\0"s, "\xFF"s, "a\xC0\x80"s, "\xED\xA0\x80"s, "\xC3"s}) {
    EXPECT_EQ(decode(octets), std::nullopt);
  }
}

}  // namespace
}  // namespace gatehouse::user::unicode
