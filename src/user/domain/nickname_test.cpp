#include "user/domain/nickname.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace gatehouse::user {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string_view code_of(std::string_view typed) {
  const auto nickname = Nickname::parse(typed);
  return nickname ? "" : nickname.error().code;
}

class GoodNickname : public testing::TestWithParam<const char*> {};

TEST_P(GoodNickname, IsKeptAsTyped) {
  const auto nickname = Nickname::parse(GetParam());
  ASSERT_TRUE(nickname) << nickname.error().detail;
  EXPECT_EQ(nickname->text(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Nickname, GoodNickname,
                         testing::Values("kim", "Kim", "ab", "10", "42", "me", "null", "admin", "O'Brien",
                                         "a.b-c_d", "<script>", "%n%s", "${jndi:x}", "=cmd", "Ğülşah",
                                         "Наташа", "ΝΊΚΟΣ", "משה", "علي", "علي٣", "김민수", "山田太郎",
                                         "コード・名", "l·l", "ＫＩＭ", "नमस्ते", "Nguyễn", "straße"));

class BadNickname : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(BadNickname, IsRefusedAsMisshapen) {
  EXPECT_EQ(code_of(std::get<1>(GetParam())), fault::invalid_format) << std::get<0>(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Nickname, BadNickname,
    testing::Values(
        std::tuple{"inner space", "kim lee"}, std::tuple{"leading space", " kim"},
        std::tuple{"trailing space", "kim "}, std::tuple{"only spaces", "   "},
        std::tuple{"no-break space", "kim\u00A0lee"}, std::tuple{"ideographic space", "kim\u3000lee"},
        std::tuple{"an address", "kim@example.com"}, std::tuple{"fullwidth @", "kim\uFF20example"},
        std::tuple{"small @", "kim\uFE6Bexample"}, std::tuple{"tab", "kim\tlee"},
        std::tuple{"newline", "kim\n"}, std::tuple{"escape", "kim\x1b[2J"}, std::tuple{"delete", "kim\x7f"},
        std::tuple{"C1 control", "kim\u0085x"}, std::tuple{"right-to-left override", "kim\u202Enimda"},
        std::tuple{"isolate", "\u2066kim\u2069"}, std::tuple{"right-to-left mark", "kim\u200Flee"},
        std::tuple{"zero width space", "ad\u200Bmin"}, std::tuple{"ZWNJ", "ad\u200Cmin"},
        std::tuple{"ZWJ", "ad\u200Dmin"}, std::tuple{"word joiner", "ad\u2060min"},
        std::tuple{"byte order mark", "\uFEFFadmin"}, std::tuple{"soft hyphen", "ad\u00ADmin"},
        std::tuple{"variation selector", "admin\uFE0F"}, std::tuple{"tag letter", "admin\U000E0061"},
        std::tuple{"grapheme joiner", "ad\u034Fmin"}, std::tuple{"Hangul filler", "ad\u3164min"},
        std::tuple{"ligature", "o\uFB00ice"}, std::tuple{"long s", "\u017Fam"},
        std::tuple{"circled", "\u24D0bc"}, std::tuple{"mathematical bold", "\U0001D41Adm"},
        std::tuple{"emoji", "kim\U0001F600"}, std::tuple{"unassigned", "kim\u0378"},
        std::tuple{"noncharacter", "kim\uFFFE"}, std::tuple{"private use", "kim\uE000"},
        std::tuple{"line separator", "kim\u2028x"}, std::tuple{"invalid UTF-8", "ki\xffm"},
        std::tuple{"overlong", "ki\xc0\xafm"}, std::tuple{"surrogate", "ki\xed\xa0\x80m"},
        std::tuple{"mark in front", "\u0301kim"}, std::tuple{"mark twice", "ki\u0323\u0323m"},
        std::tuple{"left and right mixed", "kimמשה"}, std::tuple{"right to left, then Latin", "משהkim"},
        std::tuple{"middle dot alone", "a·b"}, std::tuple{"katakana dot in Latin", "kim・lee"},
        std::tuple{"two kinds of Arabic digits", "علي٣۳"}, std::tuple{"tatweel", "عـلي"},
        std::tuple{"Greek sign before Latin", "a\u0375b"}));

TEST(Nickname, CountsCodePointsAfterComposition) {
  EXPECT_EQ(code_of(""), fault::too_short);
  EXPECT_EQ(code_of("k"), fault::too_short);
  EXPECT_EQ(code_of("e\u0301"), fault::too_short);
  EXPECT_EQ(code_of(repeated("é", 50)), "");
  EXPECT_EQ(code_of(repeated("e\u0301", 50)), "");
  EXPECT_EQ(code_of(repeated("é", 51)), fault::too_long);
  EXPECT_EQ(code_of("a" + repeated("\u0301", 1000)), fault::too_long);
}

TEST(Nickname, RefusesTowersOfMarks) {
  EXPECT_EQ(code_of("kim\u0301\u0302\u0303\u0304"), "");
  EXPECT_EQ(code_of("kim\u0301\u0302\u0303\u0304\u0306"), fault::invalid_format);
}

TEST(Nickname, IsStoredComposed) { EXPECT_EQ(Nickname::parse("Rene\u0301e")->text(), "Renée"); }

TEST(Nickname, FoldsToOneInEveryCaseAndWidth) {
  const std::string folded = Nickname::parse("kim")->folded();
  for (const char* twin : {"KIM", "Kim", "ＫＩＭ", "ｋｉｍ", "\u212Aim"}) {
    EXPECT_EQ(Nickname::parse(twin)->folded(), folded) << twin;
  }
  EXPECT_EQ(Nickname::parse("STRASSE")->folded(), Nickname::parse("straße")->folded());
  EXPECT_EQ(Nickname::parse("ΣΊΣΥΦΟΣ")->folded(), Nickname::parse("σίσυφος")->folded());
  EXPECT_EQ(Nickname::parse("НАТАША")->folded(), Nickname::parse("Наташа")->folded());
  EXPECT_EQ(Nickname::parse("Rene\u0301e")->folded(), Nickname::parse("RENÉE")->folded());
}

TEST(Nickname, DoesNotFoldToTheOneItLooksLike) {
  EXPECT_NE(Nickname::parse("\u0430dmin")->folded(), Nickname::parse("admin")->folded());
}

}  // namespace
}  // namespace gatehouse::user
