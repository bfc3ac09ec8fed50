#include "auth/app/sweep_expired.hpp"

#include <gtest/gtest.h>

#include "auth/app/forget_user.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_sessions.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth {
namespace {

class SweepingCodes : public ::testing::Test {
 protected:
  void put(std::int64_t first, std::int64_t count, Time expires_at) {
    for (std::int64_t id = first; id < first + count; ++id) {
      codes_.put({.user = UserId{id}, .email_key = "k", .hash = "h", .expires_at = expires_at});
    }
  }

  testing::ManualClock clock_;
  testing::MemoryVerificationCodes codes_;
  SweepExpired sweep_{{[this](Time now, std::int64_t limit) { return codes_.sweep(now, limit); },
                       [this](Time, std::int64_t) { return std::exchange(others_, 0); }}};
  std::int64_t others_ = 0;
};

TEST_F(SweepingCodes, TakesTheExpiredAndLeavesTheRest) {
  put(1, 3, clock_.now());
  put(4, 2, clock_.now() + std::chrono::seconds{1});
  EXPECT_EQ(sweep_(clock_.now()), 3);
  EXPECT_EQ(codes_.size(), 2U);
}

TEST_F(SweepingCodes, GoesOnUntilNoneIsLeftInSmallBatches) {
  put(1, SweepExpired::batch * 2 + 5, clock_.now());
  EXPECT_EQ(sweep_(clock_.now()), SweepExpired::batch * 2 + 5);
  EXPECT_EQ(codes_.sweeps(), 3);
  EXPECT_EQ(codes_.size(), 0U);
}

TEST_F(SweepingCodes, EndsEvenWhereMoreIsLeft) {
  const auto most = SweepExpired::batch * SweepExpired::most_batches;
  put(1, most + 5, clock_.now());
  EXPECT_EQ(sweep_(clock_.now()), most);
  EXPECT_EQ(codes_.size(), 5U);
}

TEST_F(SweepingCodes, GoesOverEachTable) {
  put(1, 3, clock_.now());
  others_ = 2;
  EXPECT_EQ(sweep_(clock_.now()), 5);
}

TEST_F(SweepingCodes, IsNotNeededForAUserWhoIsForgotten) {
  put(1, 2, clock_.now() + std::chrono::minutes{3});
  testing::MemorySessions sessions;
  testing::ScriptedLimits limits;
  ForgetUser forget(codes_, sessions, limits);
  forget(UserId{1});
  EXPECT_EQ(codes_.size(), 1U);
  EXPECT_EQ(limits.forgotten.size(), 1U);
}

}  // namespace
}  // namespace gatehouse::auth
