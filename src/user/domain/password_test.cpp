#include "user/domain/password.hpp"

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
  const auto password = Password::parse(typed);
  return password ? "" : password.error().code;
}

std::string normal(std::string_view typed) { return std::string(Password::parse(typed).value().view()); }

class GoodPassword : public testing::TestWithParam<const char*> {};

TEST_P(GoodPassword, IsTakenWhole) { EXPECT_EQ(normal(GetParam()), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Password, GoodPassword,
    testing::Values(
        "correct horse battery staple", "12345678", "        ", " leading and trailing ", "Tr0ub4dor&3",
        "пароль12", "비밀번호는길어야좋다", "ｐａｓｓｗｏｒｄ", "ﬁﬁﬁﬁﬁﬁﬁﬁ", "😀🦊🐳🌻🍋🚲🎻🧭",
        "👩‍💻👨‍👩‍👧‍👦❤️☎︎🇰🇷🏴\U000E0067\U000E0062\U000E007F",
        "\U0001FAF8\U0001FADF1234567", "می‌خواهم12", "\"';--<>\\&%00"));

TEST(Password, CountsCodePointsAfterNormalisation) {
  EXPECT_EQ(code_of(""), fault::too_short);
  EXPECT_EQ(code_of("1234567"), fault::too_short);
  EXPECT_EQ(code_of(repeated("😀", 7)), fault::too_short);
  EXPECT_EQ(code_of(repeated("e\u0301", 7)), fault::too_short);
  EXPECT_EQ(code_of(repeated("e\u0301", 8)), "");
  EXPECT_EQ(code_of(repeated("x", 256)), "");
  EXPECT_EQ(code_of(repeated("😀", 256)), "");
  EXPECT_EQ(code_of(repeated("\u1112\u1161\u11AB", 256)), "");
  EXPECT_EQ(code_of(repeated("x", 257)), fault::too_long);
  EXPECT_EQ(code_of(repeated("😀", 257)), fault::too_long);
  EXPECT_EQ(code_of(repeated("x", 1'000'000)), fault::too_long);
}

TEST(Password, IsTheSameHoweverItsCharactersAreComposed) {
  EXPECT_EQ(normal("cafe\u0301 latte"), "café latte");
}

TEST(Password, TakesEverySpaceForTheAsciiOne) {
  EXPECT_EQ(normal("wide\u3000space\u00A0here\u2003too"), "wide space here too");
}

TEST(Password, KeepsCaseWidthAndOuterSpaces) {
  EXPECT_NE(normal("Password1"), normal("password1"));
  EXPECT_NE(normal("password1"), normal("password1 "));
  EXPECT_NE(normal("ｐassword1"), normal("password1"));
  EXPECT_NE(normal(repeated("x", 72) + "A"), normal(repeated("x", 72) + "B"));
}

class BadPassword : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(BadPassword, IsRefusedAsMisshapen) {
  EXPECT_EQ(code_of(std::get<1>(GetParam())), fault::invalid_format) << std::get<0>(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Password, BadPassword,
    testing::Values(
        std::tuple{"tab", "pass\tword1"}, std::tuple{"newline", "password1\n"},
        std::tuple{"delete", "password1\x7f"}, std::tuple{"C1 control", "password1\u0085"},
        std::tuple{"line separator", "password1\u2028"}, std::tuple{"bidi override", "pass\u202Eword1"},
        std::tuple{"zero width space", "pass\u200Bword1"}, std::tuple{"unassigned", "password1\u0378"},
        std::tuple{"private use", "password1\uE000"}, std::tuple{"noncharacter", "password1\uFFFF"},
        std::tuple{"old Hangul alone", "password\u1112"}, std::tuple{"invalid UTF-8", "pass\xffword1"},
        std::tuple{"surrogate", "pass\xed\xa0\x80word1"}));

TEST(Password, RefusesNul) {
  EXPECT_EQ(code_of(std::string_view("password1\0x", 11)), fault::invalid_format);
}

}  // namespace
}  // namespace gatehouse::user
