#include "auth/domain/verification_code.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace gatehouse::auth {
namespace {

TEST(VerificationCode, HasSixDigitsWithLeadingZeros) {
  EXPECT_EQ(VerificationCode::from_number(0).text(), "000000");
  EXPECT_EQ(VerificationCode::from_number(42'137).text(), "042137");
  EXPECT_EQ(VerificationCode::from_number(999'999).text(), "999999");
  EXPECT_THROW(VerificationCode::from_number(1'000'000), std::logic_error);
}

TEST(VerificationCode, IsReadAsItIsWritten) {
  const auto code = VerificationCode::parse("042137");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->text(), "042137");
}

class NoCode : public testing::TestWithParam<std::string_view> {};

TEST_P(NoCode, IsRefused) { EXPECT_FALSE(VerificationCode::parse(GetParam())); }

// Attack case C10.
INSTANTIATE_TEST_SUITE_P(VerificationCode, NoCode,
                         testing::Values("", "12345", "1234567", " 123456", "123456 ", "123456\n", " 12345",
                                         "1e5000", "12345x", "+12345", "-12345", "123.45", "0x1234",
                                         "１２３４５６", "١٢٣٤٥٦", std::string_view("12345\0", 6)));

TEST(VerificationCode, StandsFiveGuessesInThreeMinutes) {
  EXPECT_EQ(VerificationCode::max_attempts, 5);
  EXPECT_EQ(VerificationCode::lifetime, std::chrono::minutes{3});
}

}  // namespace
}  // namespace gatehouse::auth
