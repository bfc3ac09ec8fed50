// Growing waits, on both databases: attack cases of guessing in parallel among them.

#include "platform/throttle/backoff.hpp"

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
using std::chrono::minutes;
using std::chrono::seconds;

constexpr BackoffRules of_account{.free = 3,
                                  .first_wait = seconds{1},
                                  .longest_wait = seconds{8},
                                  .memory = hours{24},
                                  .cap = 10,
                                  .kept = days{3650}};

class Waits : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  crypto::SecretBytes key() const { return crypto::SecretBytes(std::string(32, 'k')); }
  Backoff backoff(const BackoffRules& rules) { return {counters_, "account", rules}; }

  /// Fails as often, waiting as long as it is told to.
  void fail(Backoff& backoff, int times) {
    for (int i = 0; i < times; ++i) {
      clock_.advance(backoff.wait("kim"));
      ASSERT_EQ(backoff.reserve("kim"), std::nullopt) << "failure " << i + 1;
    }
  }

  testing::FreshDatabase database_{GetParam(), tables()};
  testing::ManualClock clock_;
  Counters counters_{*database_, clock_, key(), {}};
};

INSTANTIATE_TEST_SUITE_P(Databases, Waits, testing::both_dialects(), testing::dialect_name);

TEST_P(Waits, StartAfterTheFreeFailuresAndDoubleUpToTheLongest) {
  Backoff account =
      backoff({.free = 3, .first_wait = seconds{1}, .longest_wait = seconds{5}, .memory = hours{1}});
  for (const int wait : {0, 0, 0, 1, 2, 4, 5, 5}) {
    ASSERT_EQ(account.reserve("kim"), std::nullopt);
    EXPECT_EQ(account.wait("kim"), seconds{wait});
    clock_.advance(seconds{wait});
  }
}

TEST_P(Waits, AreTheSameInCodeAsInTheStatement) {
  Backoff account = backoff(of_account);
  for (int failure = 1; failure <= 10; ++failure) {
    ASSERT_EQ(account.reserve("kim"), std::nullopt);
    const auto& rows = database_->read([](sql::Connection& connection) {
      return connection.query("SELECT CASE WHEN until = 0 THEN 0 ELSE until - since END FROM throttles");
    });
    EXPECT_EQ(milliseconds{rows.front().integer(0)}, wait_after(failure, of_account)) << failure;
    clock_.advance(of_account.longest_wait);
  }
}

TEST_P(Waits, RefuseUntilTheyAreOverAndCountNothingMeanwhile) {
  Backoff account = backoff(of_account);
  fail(account, 4);
  EXPECT_EQ(account.reserve("kim"), milliseconds{1000});
  clock_.advance(milliseconds{999});
  EXPECT_EQ(account.reserve("kim"), milliseconds{1});
  clock_.advance(milliseconds{1});
  EXPECT_EQ(account.reserve("kim"), std::nullopt);
  EXPECT_EQ(account.wait("kim"), seconds{2});
}

TEST_P(Waits, AreOfOneSubjectAndOneLimit) {
  Backoff account = backoff(of_account);
  Backoff address{counters_, "address", of_account};
  fail(account, 4);
  EXPECT_EQ(account.wait("lee"), seconds{0});
  EXPECT_EQ(address.wait("kim"), seconds{0});
}

TEST_P(Waits, BeginAnewAfterAQuietTime) {
  Backoff account = backoff(of_account);
  fail(account, 4);
  clock_.advance(hours{24});
  fail(account, 3);
  EXPECT_EQ(account.wait("kim"), seconds{0});
}

TEST_P(Waits, CountFromTheFirstFailureWhereTheyAreOfAWindow) {
  auto rules = of_account;
  rules.memory = minutes{10};
  rules.since = BackoffRules::Since::first;
  Backoff address = backoff(rules);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(address.reserve("kim"), std::nullopt);
    clock_.advance(minutes{4});
  }
  ASSERT_EQ(address.reserve("kim"), std::nullopt);
  EXPECT_EQ(address.wait("kim"), seconds{0}) << "the fourth failure is the first of a new window";
}

TEST_P(Waits, LetExactlyTheFreeFailuresAndOneMoreInTogether) {
  Backoff account = backoff(of_account);
  EXPECT_EQ(admitted_of(64, [&] { return !account.reserve("kim"); }), 4);
}

TEST_P(Waits, EndAtTheCapWhateverTimeGoesBy) {
  Backoff account = backoff(of_account);
  fail(account, 5);
  clock_.advance(days{2});
  fail(account, 5);
  EXPECT_EQ(account.wait("kim"), of_account.longest_wait);
  clock_.advance(days{365});
  EXPECT_EQ(account.reserve("kim"), of_account.longest_wait);
}

TEST_P(Waits, LetNoMoreInThanTheCapHoweverManyComeTogether) {
  auto rules = of_account;
  rules.free = 100;
  Backoff account = backoff(rules);
  fail(account, 8);
  EXPECT_EQ(admitted_of(64, [&] { return !account.reserve("kim"); }), 2);
}

TEST_P(Waits, AreForgivenWithAllThatCounted) {
  Backoff account = backoff(of_account);
  fail(account, 10);
  account.forgive("kim");
  EXPECT_EQ(account.wait("kim"), seconds{0});
  fail(account, 10);
}

TEST_P(Waits, TakeBackOneAttemptAndLeaveTheOthers) {
  Backoff account = backoff(of_account);
  fail(account, 3);
  ASSERT_EQ(account.reserve("kim"), std::nullopt);
  account.give_back("kim");
  EXPECT_EQ(account.wait("kim"), seconds{0});
  ASSERT_EQ(account.reserve("kim"), std::nullopt);
  EXPECT_EQ(account.wait("kim"), seconds{1});
}

TEST_P(Waits, GiveNothingBackToWhomNothingCounts) {
  Backoff account = backoff(of_account);
  account.give_back("kim");
  fail(account, 3);
  ASSERT_EQ(account.reserve("kim"), std::nullopt);
  EXPECT_EQ(account.wait("kim"), seconds{1});
}

TEST_P(Waits, AreUndoneWithTheTransactionThatRefuses) {
  Backoff account = backoff(of_account);
  for (int i = 0; i < 20; ++i) {
    const auto outcome = counters_.transact([&]() -> Result<void> {
      EXPECT_EQ(account.reserve("kim"), std::nullopt);
      return refuse_for(seconds{1});
    });
    EXPECT_FALSE(outcome);
  }
}

TEST_P(Waits, HoldAfterARestart) {
  Backoff before = backoff(of_account);
  fail(before, 4);
  Counters again{*database_, clock_, key(), {}};
  Backoff after{again, "account", of_account};
  EXPECT_EQ(after.reserve("kim"), seconds{1});
}

TEST_P(Waits, OutliveNoClockThatWentBack) {
  Backoff account = backoff(of_account);
  clock_.advance(days{1000});
  fail(account, 4);
  clock_.advance(-days{1000});
  EXPECT_EQ(account.wait("kim"), seconds{0});
  EXPECT_EQ(account.reserve("kim"), std::nullopt);
}

TEST_P(Waits, HoldWhoReadTheClockBeforeTheOneWhoseLockTheyWaitedFor) {
  Backoff account = backoff(of_account);
  ASSERT_EQ(account.reserve("kim"), std::nullopt);
  clock_.advance(-milliseconds{5});
  EXPECT_EQ(account.reserve("kim"), std::nullopt) << "nobody has to wait yet";
  clock_.advance(milliseconds{5});
  for (int i = 0; i < 7; ++i) {
    clock_.advance(account.wait("kim"));
    ASSERT_EQ(account.reserve("kim"), std::nullopt);
  }
  ASSERT_EQ(account.wait("kim"), of_account.longest_wait);
  clock_.advance(-milliseconds{5});
  EXPECT_EQ(account.reserve("kim"), of_account.longest_wait);
}

TEST_P(Waits, AreNothingWhereLimitsAreOff) {
  Counters off{*database_, clock_, key(), {.enforced = false}};
  Backoff account{off, "account", of_account};
  for (int i = 0; i < 20; ++i) EXPECT_EQ(account.reserve("kim"), std::nullopt);
  account.forgive("kim");
  account.give_back("kim");
  EXPECT_EQ(account.wait("kim"), seconds{0});
}

}  // namespace
}  // namespace gatehouse::throttle
