#include "platform/throttle/quota.hpp"

#include <gtest/gtest.h>

#include "platform/throttle/tables.hpp"
#include "platform/throttle/testing_crowd.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::throttle {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr QuotaRules three_a_day{.most = 3, .window = hours{24}, .apart = seconds{60}};

class AQuota : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  testing::FreshDatabase database_{GetParam(), tables()};
  testing::ManualClock clock_;
  Counters counters_{*database_, clock_, crypto::SecretBytes(std::string(32, 'k')), {}};
  Quota codes_{counters_, "codes", three_a_day};
};

INSTANTIATE_TEST_SUITE_P(Databases, AQuota, testing::both_dialects(), testing::dialect_name);

TEST_P(AQuota, KeepsThemApart) {
  EXPECT_EQ(codes_.take("kim"), std::nullopt);
  EXPECT_EQ(codes_.wait("kim"), seconds{60});
  clock_.advance(seconds{59});
  EXPECT_EQ(codes_.take("kim"), seconds{1});
  clock_.advance(seconds{1});
  EXPECT_EQ(codes_.take("kim"), std::nullopt);
}

TEST_P(AQuota, GivesSoManyInAWindowAndThenTellsItsEnd) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(codes_.take("kim"), std::nullopt);
    clock_.advance(hours{1});
  }
  EXPECT_EQ(codes_.take("kim"), hours{21});
  clock_.advance(hours{21});
  EXPECT_EQ(codes_.take("kim"), std::nullopt);
}

TEST_P(AQuota, KeepsThemApartOverTheEndOfAWindow) {
  codes_.take("kim");
  clock_.advance(hours{24} - seconds{10});
  codes_.take("kim");
  clock_.advance(seconds{10});
  EXPECT_EQ(codes_.take("kim"), seconds{50});
}

TEST_P(AQuota, LetsAnUnspacedOneBeFollowedAtOnceAndCountsIt) {
  EXPECT_EQ(codes_.take_unspaced("kim"), std::nullopt);
  EXPECT_EQ(codes_.take("kim"), std::nullopt);
  EXPECT_EQ(codes_.take("kim"), seconds{60});
  EXPECT_EQ(codes_.take_unspaced("kim"), std::nullopt);
  EXPECT_EQ(codes_.take_unspaced("kim"), hours{24});
  EXPECT_EQ(codes_.wait("kim"), hours{24});
}

TEST_P(AQuota, LeavesTheSpacingAloneWithAnUnspacedOne) {
  codes_.take("kim");
  codes_.take_unspaced("kim");
  EXPECT_EQ(codes_.take("kim"), seconds{60});
}

TEST_P(AQuota, IsOfOneSubject) {
  codes_.take("kim");
  EXPECT_EQ(codes_.take("lee"), std::nullopt);
}

TEST_P(AQuota, LetsExactlySoManyInTogether) {
  Quota guesses{counters_, "guesses", {.most = 17, .window = hours{1}}};
  EXPECT_EQ(admitted_of(64, [&] { return !guesses.take("kim"); }), 17);
  EXPECT_EQ(admitted_of(64, [&] { return !codes_.take("kim"); }), 1);
}

TEST_P(AQuota, TakesOneBack) {
  Quota guesses{counters_, "guesses", {.most = 2, .window = hours{1}}};
  guesses.give_back("kim");
  guesses.take("kim");
  guesses.take("kim");
  guesses.give_back("kim");
  EXPECT_EQ(guesses.take("kim"), std::nullopt);
  EXPECT_EQ(guesses.take("kim"), hours{1});
}

TEST_P(AQuota, OutlivesNoClockThatWentBack) {
  clock_.advance(days{1000});
  for (int i = 0; i < 3; ++i) codes_.take_unspaced("kim");
  clock_.advance(-days{1000});
  EXPECT_EQ(codes_.take("kim"), std::nullopt);
}

TEST_P(AQuota, IsTheSameForWhoReadTheClockBeforeTheOneWhoseLockTheyWaitedFor) {
  Quota guesses{counters_, "guesses", {.most = 2, .window = hours{1}}};
  EXPECT_EQ(guesses.take("kim"), std::nullopt);
  EXPECT_EQ(codes_.take("kim"), std::nullopt);
  clock_.advance(-std::chrono::milliseconds{5});
  EXPECT_EQ(guesses.take("kim"), std::nullopt);
  EXPECT_EQ(guesses.take("kim"), hours{1});
  EXPECT_EQ(codes_.take("kim"), seconds{60});
}

TEST_P(AQuota, IsNothingWhereLimitsAreOff) {
  Counters off{*database_, clock_, crypto::SecretBytes(std::string(32, 'k')), {.enforced = false}};
  Quota codes{off, "codes", three_a_day};
  for (int i = 0; i < 20; ++i) EXPECT_EQ(codes.take("kim"), std::nullopt);
  codes.give_back("kim");
  EXPECT_EQ(codes.wait("kim"), seconds{0});
}

}  // namespace
}  // namespace gatehouse::throttle
