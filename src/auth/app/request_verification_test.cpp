#include "auth/app/request_verification.hpp"

#include <gtest/gtest.h>

#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth {
namespace {

const Origin origin{.address = "203.0.113.9", .request_id = "r-1"};

class RequestingVerification : public ::testing::Test {
 protected:
  testing::ManualClock clock_;
  testing::MemoryVerificationCodes codes_;
  testing::FakeAccounts accounts_;
  testing::CollectingEvents events_;
  testing::PlainTransactions transactions_;
  testing::RecordedAudit audit_;
  testing::FakeCodeRequestLimits request_limits_;
  RequestVerification request_{codes_, events_, accounts_, request_limits_, transactions_, audit_, clock_};
};

TEST_F(RequestingVerification, TellsIt) {
  accounts_.add(UserId{1}, "kim@example.com");
  EXPECT_TRUE(request_(UserId{1}, "Kim@example.com", origin));
  ASSERT_EQ(events_.all.size(), 1U);
  EXPECT_EQ(events_.all[0].user_id, 1);
  EXPECT_EQ(events_.all[0].email, "Kim@example.com");
  EXPECT_EQ(transactions_.kept, 1);
}

TEST_F(RequestingVerification, TellsItForAnAccountThatIsNotThereJustTheSame) {
  EXPECT_TRUE(request_(UserId{404}, "kim@example.com", origin));
  EXPECT_EQ(events_.all.size(), 1U);
}

TEST_F(RequestingVerification, IsCountedByTheAddressWhoeverHasIt) {
  accounts_.add(UserId{1}, "kim@example.com");
  EXPECT_TRUE(request_(UserId{1}, "Kim@example.com", origin));
  EXPECT_TRUE(request_(UserId{404}, "lee@example.com", origin));
  EXPECT_EQ(request_limits_.taken, (std::vector<std::string>{"kim@example.com", "lee@example.com"}));
}

TEST_F(RequestingVerification, LeavesTheOlderCodeGoodWhereItComesTooSoon) {
  codes_.put({.user = UserId{1},
              .email_key = "kim@example.com",
              .hash = "h",
              .expires_at = clock_.now() + std::chrono::minutes{3}});
  request_limits_.used_up = true;
  const auto outcome = request_(UserId{1}, "kim@example.com", origin);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, too_many_requests);
  EXPECT_EQ(outcome.error().retry_after, std::chrono::seconds{60});
  EXPECT_TRUE(events_.all.empty());
  EXPECT_EQ(transactions_.undone, 1);
  EXPECT_EQ(audit_.story(), "verification_requested limited of 1");
  EXPECT_TRUE(codes_.spend_attempt(UserId{1}, Purpose::verify_email, "kim@example.com", clock_.now()));
}

TEST_F(RequestingVerification, IsAudited) {
  EXPECT_TRUE(request_(UserId{1}, "kim@example.com", origin));
  EXPECT_EQ(audit_.story(), "verification_requested success of 1");
  EXPECT_EQ(audit_.all[0].origin.address, "203.0.113.9");
}

TEST_F(RequestingVerification, KillsTheOlderCodeOfThatAddressAtOnce) {
  codes_.put({.user = UserId{1},
              .email_key = "kim@example.com",
              .hash = "h",
              .expires_at = clock_.now() + std::chrono::minutes{3}});
  EXPECT_TRUE(request_(UserId{1}, "KIM@example.com", origin));
  EXPECT_FALSE(codes_.spend_attempt(UserId{1}, Purpose::verify_email, "kim@example.com", clock_.now()));
}

TEST_F(RequestingVerification, LeavesTheCodeOfAnotherAddressAlone) {
  codes_.put({.user = UserId{1},
              .email_key = "kim@example.com",
              .hash = "h",
              .expires_at = clock_.now() + std::chrono::minutes{3}});
  EXPECT_TRUE(request_(UserId{1}, "lee@example.com", origin));
  EXPECT_TRUE(codes_.spend_attempt(UserId{1}, Purpose::verify_email, "kim@example.com", clock_.now()));
}

TEST_F(RequestingVerification, RefusesWhatIsNoAddress) {
  const auto outcome = request_(UserId{1}, "kim at example.com", origin);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, invalid_request);
  ASSERT_EQ(outcome.error().fields.size(), 1U);
  EXPECT_EQ(outcome.error().fields[0].field, "email");
  EXPECT_EQ(outcome.error().fields[0].code, "invalid_format");
  EXPECT_TRUE(events_.all.empty());
}

}  // namespace
}  // namespace gatehouse::auth
