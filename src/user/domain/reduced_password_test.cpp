#include "user/domain/reduced_password.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::user {
namespace {

using testing::ElementsAre;

TEST(Trimmed, IsWithoutWhatStandsAtTheEnds) {
  EXPECT_EQ(trim_digits_and_marks(U"!!pass1word!23").core, U"pass1word");
  EXPECT_EQ(trim_digits_and_marks(U"12345678").core, U"");
  EXPECT_EQ(trim_digits_and_marks(U" 비밀번호 1").core, U"비밀번호");
  EXPECT_EQ(trim_marks(U"!!12 34!?").core, U"12 34");
}

TEST(Trimmed, CountsTwoOfARun) {
  EXPECT_EQ(trim_digits_and_marks(U"love").ends, 0u);
  EXPECT_EQ(trim_digits_and_marks(U"love1234567890!!!").ends, 5u);
  EXPECT_EQ(trim_digits_and_marks(U"love8734").ends, 4u);
  EXPECT_EQ(trim_digits_and_marks(U"999love2024").ends, 6u);
}

TEST(Trimmed, IsMostlyItsCoreUpToHalf) {
  EXPECT_TRUE(trim_digits_and_marks(U"love8396").is_mostly_core());
  EXPECT_FALSE(trim_digits_and_marks(U"love83961").is_mostly_core());
}

TEST(SpelledOut, IsLettersOnceEach) {
  EXPECT_THAT(spell_out(U"p@$$w0rd"), ElementsAre(U"pasword"));
  EXPECT_THAT(spell_out(U"4354 7-a.b_c"), ElementsAre(U"aesatabc"));
  EXPECT_THAT(spell_out(U"a*b+c"), ElementsAre(U"a*b+c"));
  EXPECT_THAT(spell_out(U"h1!o"), ElementsAre(U"hio", U"hlo"));
  EXPECT_THAT(spell_out(U"2689"), ElementsAre(U"2689"));
  EXPECT_THAT(spell_out(U""), ElementsAre(U""));
}

TEST(FoldPassword, TakesCaseAndWidthAway) {
  EXPECT_EQ(fold_password("ＰａＳＳ"), U"pass");
  EXPECT_EQ(fold_password("\xFF"), U"");
}

}  // namespace
}  // namespace gatehouse::user
