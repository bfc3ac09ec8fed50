#include "user/domain/password_policy.hpp"

#include <gtest/gtest.h>

#include "user/domain/common_passwords.hpp"

namespace gatehouse::user {
namespace {

bool is_common(std::string_view typed) { return refuse_common(Password::parse(typed).value()).has_value(); }

bool is_own(std::string_view typed, std::string_view nickname = "gardener",
            std::string_view email = "kim.lee@blumen.example") {
  return refuse_own_names(Password::parse(typed).value(), {nickname, email}).has_value();
}

TEST(PasswordPolicy, RefusesWhatEverybodyGuessesFirst) {
  for (const char* common :
       {"password", "12345678", "qwertyuiop", "iloveyou", "1q2w3e4r", "00000000", "password123", "trustno1",
        "gatehouse", "P@ssw0rd", "Password", "PASSWORD", "ｐａｓｓｗｏｒｄ"}) {
    EXPECT_TRUE(is_common(common)) << common;
  }
}

TEST(PasswordPolicy, RefusesBlocksOverAndOverAndRunsOfNeighbours) {
  for (const char* pattern : {"aaaaaaaa", "12121212", "123123123", "abcabcabcab", "12341234", "abcdefgh",
                              "ABCDEFGH", "87654321", "987654321"}) {
    EXPECT_TRUE(is_common(pattern)) << pattern;
  }
}

TEST(PasswordPolicy, LetsOthersPass) {
  for (const char* rare :
       {"abcdefgi", "aaaaaaab", "abcdeabcde", "        ", "🔥🔥🔥🔥🔥🔥🔥🔥", "aaaaaaaaaaaaa",
        "correct horse battery staple", "qv8$Zt1k", "password of mine", "비밀번호는길어야좋다"}) {
    EXPECT_FALSE(is_common(rare)) << rare;
  }
}

TEST(CommonPasswords, AreFoundFromTheFirstToTheLast) {
  EXPECT_TRUE(is_common_password("!qaz2wsx"));
  EXPECT_TRUE(is_common_password("zzzzzzz1"));
  EXPECT_FALSE(is_common_password(""));
  EXPECT_FALSE(is_common_password("\n"));
  EXPECT_FALSE(is_common_password("passwor"));
  EXPECT_FALSE(is_common_password("~~~~~~~~~~"));
}

TEST(PasswordPolicy, RefusesWhatIsMadeOfTheOwnNickname) {
  for (const char* own : {"gardener", "GARDENER", "gardener1", "123gardener", "gardener123",
                          "gardenergardener", "g.a.r.d.e.n.e.r", "--gardener--", "ｇａｒｄｅｎｅｒ"}) {
    EXPECT_TRUE(is_own(own)) << own;
  }
}

TEST(PasswordPolicy, RefusesWhatIsMadeOfTheOwnAddress) {
  for (const char* own :
       {"kim.lee@blumen.example", "KIM.LEE@BLUMEN.EXAMPLE", "kim.lee1", "kim lee!", "kimlee12",
        "kimlee@blumen", "blumen.example", "blumen12", "gardener@blumen", "kim.lee-gardener-1"}) {
    EXPECT_TRUE(is_own(own)) << own;
  }
}

TEST(PasswordPolicy, LetsAPasswordHoldANameAmongOthers) {
  EXPECT_FALSE(is_own("gardener of roses"));
  EXPECT_FALSE(is_own("gardener1234"));
  EXPECT_FALSE(is_own("somebody else"));
  EXPECT_FALSE(is_own("--------"));
  EXPECT_FALSE(is_own("kim12345", "kim", "k@x.de"));
  EXPECT_FALSE(is_own("whatever", "", ""));
}

}  // namespace
}  // namespace gatehouse::user
