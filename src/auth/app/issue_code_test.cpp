#include "auth/app/issue_code.hpp"

#include <gtest/gtest.h>

#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth {
namespace {

class IssuingACode : public ::testing::Test {
 protected:
  testing::ManualClock clock_;
  testing::MemoryVerificationCodes codes_;
  testing::PlainCodeHashes hashes_;
  testing::CountingRandomness randomness_;
  testing::FakeAccounts accounts_;
  testing::CollectingMailer mailer_;
  IssueCode issue_{codes_, hashes_, randomness_, accounts_, mailer_, clock_};
};

TEST_F(IssuingACode, SendsItToTheAddressAsTheAccountHasIt) {
  accounts_.add(UserId{1}, "Kim@example.com");
  accounts_.language = "ko";
  issue_(UserId{1}, "kim@EXAMPLE.com");
  ASSERT_EQ(mailer_.codes.size(), 1U);
  EXPECT_EQ(mailer_.codes[0].user, UserId{1});
  EXPECT_EQ(mailer_.codes[0].email, "Kim@example.com");
  EXPECT_EQ(mailer_.codes[0].language, "ko");
  EXPECT_EQ(mailer_.codes[0].code, "000000");
  EXPECT_EQ(mailer_.codes[0].expires_at, clock_.now() + std::chrono::minutes{3});
}

TEST_F(IssuingACode, KeepsItsHashUnderTheKeyOfTheAddress) {
  accounts_.add(UserId{1}, "Kim@example.com");
  issue_(UserId{1}, "kim@example.com");
  const auto kept = codes_.spend_attempt(UserId{1}, Purpose::verify_email, "kim@example.com", clock_.now());
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->email, "Kim@example.com");
  EXPECT_EQ(kept->hash, "verify_email|1|kim@example.com|000000");
}

TEST_F(IssuingACode, SendsNothingWhereTheAccountDoesNotAwaitIt) {
  accounts_.add(UserId{1}, "kim@example.com");
  issue_(UserId{1}, "lee@example.com");
  issue_(UserId{2}, "kim@example.com");
  EXPECT_TRUE(mailer_.codes.empty());
  EXPECT_EQ(codes_.size(), 0U);
}

TEST_F(IssuingACode, FailsWhereTheMailerFailsSoThatItIsTriedAgain) {
  accounts_.add(UserId{1}, "kim@example.com");
  mailer_.broken = true;
  EXPECT_ANY_THROW(issue_(UserId{1}, "kim@example.com"));
}

}  // namespace
}  // namespace gatehouse::auth
