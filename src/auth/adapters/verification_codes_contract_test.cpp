// What every collection of codes must keep, on both databases and in memory.

#include <gtest/gtest.h>

#include <memory>

#include "auth/adapters/sql_verification_codes.hpp"
#include "auth/adapters/tables.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::FreshDatabase;

constexpr UserId kim{1};
constexpr UserId lee{2};
constexpr auto purpose = Purpose::verify_email;

class CodesContract : public ::testing::TestWithParam<const char*> {
 protected:
  CodesContract() {
    if (GetParam() == std::string_view("memory")) {
      codes_ = std::make_unique<testing::MemoryVerificationCodes>();
      return;
    }
    const bool sqlite = GetParam() == std::string_view("sqlite");
    database_ =
        std::make_unique<FreshDatabase>(sqlite ? sql::Dialect::sqlite : sql::Dialect::postgresql, tables());
    codes_ = std::make_unique<SqlVerificationCodes>(**database_);
  }

  void put(UserId user, const std::string& key, const std::string& hash) {
    codes_->put({.user = user,
                 .purpose = purpose,
                 .email = "As Typed " + key,
                 .email_key = key,
                 .hash = hash,
                 .created_at = clock_.now(),
                 .expires_at = clock_.now() + minutes{3}});
  }

  /// The hash that a guess is held against; "" where there is none.
  std::string spend(UserId user, std::string_view key) {
    const auto held = codes_->spend_attempt(user, purpose, key, clock_.now());
    return held ? held->hash : "";
  }

  testing::ManualClock clock_;
  std::unique_ptr<FreshDatabase> database_;
  std::unique_ptr<VerificationCodes> codes_;
};

TEST_P(CodesContract, GivesBackWhatWasPut) {
  put(kim, "kim@example.com", "hash");
  const auto held = codes_->spend_attempt(kim, purpose, "kim@example.com", clock_.now());
  ASSERT_TRUE(held);
  EXPECT_EQ(held->email, "As Typed kim@example.com");
  EXPECT_EQ(held->hash, "hash");
}

TEST_P(CodesContract, HoldsNothingForAnotherUserOrAddress) {
  put(kim, "kim@example.com", "hash");
  EXPECT_EQ(spend(lee, "kim@example.com"), "");
  EXPECT_EQ(spend(kim, "lee@example.com"), "");
}

TEST_P(CodesContract, StandsFiveAttempts) {
  put(kim, "kim@example.com", "hash");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(spend(kim, "kim@example.com"), "hash") << i;
  EXPECT_EQ(spend(kim, "kim@example.com"), "");
}

TEST_P(CodesContract, StartsCountingAgainWithANewCode) {
  put(kim, "kim@example.com", "older");
  for (int i = 0; i < 5; ++i) spend(kim, "kim@example.com");
  put(kim, "kim@example.com", "newer");
  EXPECT_EQ(spend(kim, "kim@example.com"), "newer");
}

TEST_P(CodesContract, LetsANewCodeTakeThePlaceOfOneForAnotherAddress) {
  put(kim, "old@example.com", "older");
  put(kim, "new@example.com", "newer");
  EXPECT_EQ(spend(kim, "old@example.com"), "");
  EXPECT_EQ(spend(kim, "new@example.com"), "newer");
}

TEST_P(CodesContract, HoldsACodeUntilItExpires) {
  put(kim, "kim@example.com", "hash");
  clock_.advance(minutes{3} - milliseconds{1});
  EXPECT_EQ(spend(kim, "kim@example.com"), "hash");
  clock_.advance(milliseconds{1});
  EXPECT_EQ(spend(kim, "kim@example.com"), "");
}

TEST_P(CodesContract, UsesACodeOnce) {
  put(kim, "kim@example.com", "hash");
  EXPECT_TRUE(codes_->use(kim, purpose, "hash", clock_.now()));
  EXPECT_FALSE(codes_->use(kim, purpose, "hash", clock_.now()));
  EXPECT_EQ(spend(kim, "kim@example.com"), "");
}

TEST_P(CodesContract, UsesNoCodeThatAnotherHasTakenThePlaceOf) {
  put(kim, "kim@example.com", "older");
  put(kim, "kim@example.com", "newer");
  EXPECT_FALSE(codes_->use(kim, purpose, "older", clock_.now()));
  EXPECT_FALSE(codes_->use(lee, purpose, "newer", clock_.now()));
  EXPECT_EQ(spend(kim, "kim@example.com"), "newer");
}

TEST_P(CodesContract, HoldsANewCodeAfterAUsedOne) {
  put(kim, "kim@example.com", "older");
  codes_->use(kim, purpose, "older", clock_.now());
  put(kim, "kim@example.com", "newer");
  EXPECT_EQ(spend(kim, "kim@example.com"), "newer");
}

TEST_P(CodesContract, SupersedesTheCodeOfThatAddressAlone) {
  put(kim, "kim@example.com", "hash");
  put(lee, "kim@example.com", "other");
  codes_->supersede(kim, purpose, "lee@example.com", clock_.now());
  EXPECT_EQ(spend(kim, "kim@example.com"), "hash");
  codes_->supersede(kim, purpose, "kim@example.com", clock_.now());
  EXPECT_EQ(spend(kim, "kim@example.com"), "");
  EXPECT_FALSE(codes_->use(kim, purpose, "hash", clock_.now()));
  EXPECT_EQ(spend(lee, "kim@example.com"), "other");
}

TEST_P(CodesContract, ForgetsAUser) {
  put(kim, "kim@example.com", "hash");
  put(lee, "lee@example.com", "other");
  codes_->forget(kim);
  EXPECT_EQ(spend(kim, "kim@example.com"), "");
  EXPECT_EQ(spend(lee, "lee@example.com"), "other");
}

TEST_P(CodesContract, SweepsTheExpiredUpToALimit) {
  for (std::int64_t id = 1; id <= 5; ++id) put(UserId{id}, "k@example.com", "hash");
  clock_.advance(minutes{3});
  put(UserId{6}, "k@example.com", "fresh");
  EXPECT_EQ(codes_->sweep(clock_.now(), 3), 3);
  EXPECT_EQ(codes_->sweep(clock_.now(), 3), 2);
  EXPECT_EQ(codes_->sweep(clock_.now(), 3), 0);
  EXPECT_EQ(spend(UserId{6}, "k@example.com"), "fresh");
}

TEST_P(CodesContract, SpendsNothingOnAnybody) {
  put(kim, "kim@example.com", "hash");
  for (int i = 0; i < 200; ++i) codes_->spend_nothing(i % 2 == 0);
  EXPECT_EQ(spend(kim, "kim@example.com"), "hash");
}

INSTANTIATE_TEST_SUITE_P(Codes, CodesContract, ::testing::Values("memory", "sqlite", "postgresql"),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace gatehouse::auth::adapters
