#include "user/domain/common_passwords.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace gatehouse::user {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(CommonPasswords, AreFound) {
  for (const char* listed : {"!qaz2wsx", "zzzzzzz1", "password", "12345678", "1q2w3e4r", "iloveyou",
                             "trustno1", "qwerty", "pasword", "gatehouse"}) {
    EXPECT_TRUE(is_common_password(listed)) << listed;
  }
  for (const char* other : {"", "\n", "passwor", "~~~~~~~~~~", "Password"})
    EXPECT_FALSE(is_common_password(other)) << other;
}

std::uint64_t digest_at(std::size_t index) {
  std::uint64_t digest = 0;
  for (const unsigned char octet : common_password_digests().subspan(index * digest_octets, digest_octets)) {
    digest = digest << 8U | octet;
  }
  return digest;
}

TEST(CommonPasswords, AreInOrderSoThatTheSearchFindsAll) {
  const std::size_t count = common_password_digests().size() / digest_octets;
  EXPECT_EQ(common_password_digests().size() % digest_octets, 0u);
  EXPECT_GT(count, 40'000u);
  for (std::size_t i = 1; i < count; ++i) ASSERT_LT(digest_at(i - 1), digest_at(i)) << i;
}

TEST(CommonPasswords, AreSeldomSeenWhereThereIsNone) {
  std::mt19937_64 numbers(2024);
  int found = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    if (is_common_password("on no list " + std::to_string(numbers()))) ++found;
  }
  EXPECT_EQ(found, 0) << "in a million";
  const double listed = static_cast<double>(common_password_digests().size()) / digest_octets;
  EXPECT_LT(listed / static_cast<double>(std::uint64_t{1} << 8 * digest_octets), 1e-7);
}

TEST(CommonPasswords, AreKeptWholeAndAsTheirCores) {
  EXPECT_THAT(forms_of_listed("Passw0rd1"), UnorderedElementsAre("pasword", "passw0rd1"));
  EXPECT_THAT(forms_of_listed("qwerty"), ElementsAre("qwerty"));
  EXPECT_THAT(forms_of_listed("l1nda99!"), UnorderedElementsAre("linda", "lnda", "l1nda99!"));
  EXPECT_THAT(forms_of_listed("12345678"), ElementsAre("12345678"));
  EXPECT_THAT(forms_of_listed("123qwe"), ElementsAre("123qwe")) << "whose core says nothing";
  EXPECT_THAT(forms_of_listed("abc12"), IsEmpty());
  EXPECT_THAT(forms_of_listed("love93847261"), ElementsAre("love93847261")) << "which is more than its core";
}

TEST(CommonPasswords, HaveADigestOfFortyBits) {
  EXPECT_EQ(digest_of(""), digest_of(""));
  EXPECT_NE(digest_of("a"), digest_of("b"));
  EXPECT_LT(digest_of("gatehouse"), std::uint64_t{1} << 40U);
}

}  // namespace
}  // namespace gatehouse::user
