#include "auth/app/verify_address.hpp"

#include <gtest/gtest.h>

#include "auth/app/issue_code.hpp"
#include "auth/domain/errors.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::milliseconds;

constexpr UserId kim{1};
constexpr UserId lee{2};
constexpr const char* address = "Kim@example.com";

class VerifyingAnAddress : public ::testing::Test {
 protected:
  VerifyingAnAddress() { accounts_.add(kim, address); }

  std::string issue() {
    issue_(kim, address);
    return mailer_.codes.back().code;
  }

  /// The code of the refusal; "verified" where there is none.
  std::string_view verify(std::string_view code, UserId user = kim, std::string_view email = address) {
    const auto outcome = verify_(user, email, code, {.address = "203.0.113.9"});
    return outcome ? "verified" : outcome.error().code.code;
  }

  testing::ManualClock clock_;
  testing::MemoryVerificationCodes codes_;
  testing::PlainCodeHashes hashes_;
  testing::CountingRandomness randomness_;
  testing::FakeAccounts accounts_;
  testing::CollectingMailer mailer_;
  testing::PlainTransactions transactions_;
  IssueCode issue_{codes_, hashes_, randomness_, accounts_, mailer_, clock_};
  testing::RecordedAudit audit_;
  testing::FakeGuessLimits guess_limits_;
  VerifyAddress verify_{codes_, hashes_, accounts_, guess_limits_, transactions_, audit_, clock_};
};

TEST_F(VerifyingAnAddress, ConfirmsItWithTheRightCode) {
  EXPECT_EQ(verify(issue()), "verified");
  EXPECT_EQ(accounts_.confirmations(), 1);
}

TEST_F(VerifyingAnAddress, TakesAnySpellingOfTheAddress) {
  const auto code = issue();
  EXPECT_EQ(verify(code, kim, "kim@EXAMPLE.COM"), "verified");
}

TEST_F(VerifyingAnAddress, RefusesTheWrongCodeAndKeepsTheAttempt) {
  issue();
  EXPECT_EQ(verify("999999"), "verification_failed");
  EXPECT_EQ(transactions_.kept, 1);
  EXPECT_EQ(transactions_.undone, 0);
}

TEST_F(VerifyingAnAddress, CountsWrongGuessesByWhereTheyCameFrom) {
  const auto code = issue();
  verify("999999");
  verify("12345");
  verify("999999", lee);
  EXPECT_EQ(guess_limits_.outstanding, (std::vector<std::string>(3, "203.0.113.9")));
  guess_limits_.outstanding.clear();
  EXPECT_EQ(verify(code), "verified");
  EXPECT_TRUE(guess_limits_.outstanding.empty());
}

TEST_F(VerifyingAnAddress, LooksAtNoMoreGuessesThanItMay) {
  const auto code = issue();
  guess_limits_.used_up = true;
  EXPECT_EQ(verify(code), "too_many_requests");
  EXPECT_EQ(hashes_.comparisons, 0);
  EXPECT_EQ(audit_.story(), "address_verified limited of 1");
  guess_limits_.used_up = false;
  EXPECT_EQ(verify(code), "verified");
}

TEST_F(VerifyingAnAddress, TakesTheRightCodeAtTheFifthAttempt) {
  const auto code = issue();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(verify("999999"), "verification_failed");
  EXPECT_EQ(verify(code), "verified");
}

TEST_F(VerifyingAnAddress, RefusesTheRightCodeAtTheSixthAttempt) {
  const auto code = issue();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(verify("999999"), "verification_failed");
  EXPECT_EQ(verify(code), "verification_failed");
  EXPECT_EQ(accounts_.confirmations(), 0);
}

TEST_F(VerifyingAnAddress, SpendsNoAttemptOnWhatIsNoCode) {
  const auto code = issue();
  for (const auto* misshapen : {"12345", "1234567", " 123456", "１２３４５６", "", "abcdef"}) {
    EXPECT_EQ(verify(misshapen), "verification_failed");
  }
  EXPECT_EQ(verify(code), "verified");
}

TEST_F(VerifyingAnAddress, RefusesAUsedCode) {
  const auto code = issue();
  EXPECT_EQ(verify(code), "verified");
  EXPECT_EQ(verify(code), "verification_failed");
  EXPECT_EQ(accounts_.confirmations(), 1);
}

TEST_F(VerifyingAnAddress, TakesACodeUntilItsLastMillisecond) {
  const auto code = issue();
  clock_.advance(VerificationCode::lifetime - milliseconds{1});
  EXPECT_EQ(verify(code), "verified");
}

TEST_F(VerifyingAnAddress, RefusesACodeAfterThreeMinutes) {
  const auto code = issue();
  clock_.advance(VerificationCode::lifetime);
  EXPECT_EQ(verify(code), "verification_failed");
}

TEST_F(VerifyingAnAddress, RefusesASupersededCode) {
  const auto older = issue();
  const auto newer = issue();
  EXPECT_EQ(verify(older), "verification_failed");
  EXPECT_EQ(verify(newer), "verified");
}

TEST_F(VerifyingAnAddress, RefusesTheCodeOfAnotherUserOrAddress) {
  const auto code = issue();
  accounts_.add(lee, address);
  EXPECT_EQ(verify(code, lee), "verification_failed");
  EXPECT_EQ(verify(code, kim, "lee@example.com"), "verification_failed");
  EXPECT_EQ(verify(code, UserId{404}), "verification_failed");
  EXPECT_EQ(verify(code, kim, "no address"), "verification_failed");
}

TEST_F(VerifyingAnAddress, RefusesACodeForAnAddressThatTheAccountNoLongerHolds) {
  const auto code = issue();
  accounts_.add(kim, "other@example.com");
  EXPECT_EQ(verify(code), "verification_failed");
}

TEST_F(VerifyingAnAddress, SaysThatAnotherAccountWasFirstOnlyToWhoKnowsTheCode) {
  const auto code = issue();
  accounts_.prove_elsewhere(address);
  EXPECT_EQ(verify("999999"), "verification_failed");
  EXPECT_EQ(verify(code), "email_taken");
}

TEST_F(VerifyingAnAddress, IsAuditedWhateverComesOfIt) {
  const auto code = issue();
  verify("999999");
  verify("no code", UserId{404});
  verify(code);
  EXPECT_EQ(audit_.story(),
            "address_verified failure of 1, address_verified failure of 404, address_verified success of 1");
  EXPECT_EQ(audit_.all[0].origin.address, "203.0.113.9");
}

TEST_F(VerifyingAnAddress, AsksForAsMuchAtSomethingAsAtNothing) {
  issue();
  verify("999999");
  EXPECT_EQ(codes_.attempts_asked(), 1);
  EXPECT_EQ(codes_.spent_on_nothing(), 1);
  verify("999999", UserId{404});
  EXPECT_EQ(codes_.attempts_asked(), 2);
  EXPECT_EQ(codes_.spent_on_nothing(), 1 + 2);
}

TEST_F(VerifyingAnAddress, WritesAndHashesWhateverIsWrong) {
  verify("123456");
  verify("no code");
  verify("123456", UserId{404});
  verify("123456", kim, "no address");
  EXPECT_EQ(codes_.spent_on_nothing(), 4 * 2);
  EXPECT_EQ(transactions_.kept, 4);
}

}  // namespace
}  // namespace gatehouse::auth
