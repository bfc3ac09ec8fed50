// What bounds the table, and who feels it.

#include "platform/throttle/counters.hpp"

#include <gtest/gtest.h>

#include "platform/throttle/backoff.hpp"
#include "platform/throttle/quota.hpp"
#include "platform/throttle/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::throttle {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr BackoffRules rules{
    .free = 3, .first_wait = seconds{1}, .longest_wait = minutes{1}, .memory = hours{1}, .cap = 1000};

class TableOfCounts : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  Counters counters(std::int64_t most_rows) {
    return {*database_, clock_, crypto::SecretBytes(std::string(32, 'k')), {.most_rows = most_rows}};
  }

  std::int64_t rows() {
    return database_->read([](sql::Connection& connection) {
      return connection.query("SELECT count(*) FROM throttles").front().integer(0);
    });
  }

  testing::FreshDatabase database_{GetParam(), tables()};
  testing::ManualClock clock_;
};

INSTANTIATE_TEST_SUITE_P(Databases, TableOfCounts, testing::both_dialects(), testing::dialect_name);

TEST_P(TableOfCounts, NamesNobody) {
  Counters counters = this->counters(100);
  Backoff(counters, "address", rules).reserve("192.0.2.1");
  const auto found = database_->read(
      [](sql::Connection& connection) { return connection.query("SELECT key FROM throttles"); });
  EXPECT_EQ(found.front().text(0).find("192"), std::string::npos);
  EXPECT_EQ(found.front().text(0).size(), 43U);
}

TEST_P(TableOfCounts, GrowsNoFurtherThanItsBoundAndTheSharedRows) {
  Counters counters = this->counters(100);
  Backoff addresses(counters, "address", rules);
  for (int i = 0; i < 1000; ++i) addresses.reserve("192.0.2." + std::to_string(i));
  EXPECT_GT(rows(), 100);
  EXPECT_LE(rows(), 164);
}

TEST_P(TableOfCounts, LimitsNewcomersTogetherOnceItIsFull) {
  Counters counters = this->counters(100);
  Backoff addresses(counters, "address", rules);
  int refused = 0;
  for (int i = 0; i < 1000; ++i) refused += addresses.reserve("192.0.2." + std::to_string(i)) ? 1 : 0;
  EXPECT_GT(refused, 1000 - 100 - 64 * 4 - 1);
}

TEST_P(TableOfCounts, KeepsCountingThoseItKnowsOnceItIsFull) {
  Counters counters = this->counters(100);
  Backoff addresses(counters, "address", rules);
  addresses.reserve("known");
  for (int i = 0; i < 1000; ++i) addresses.reserve("192.0.2." + std::to_string(i));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(addresses.reserve("known"), std::nullopt);
  EXPECT_EQ(addresses.reserve("known"), seconds{1});
  addresses.forgive("known");
}

TEST_P(TableOfCounts, GivesThoseOfWhomThereAreFewARowOfTheirOwn) {
  Counters counters = this->counters(0);
  Backoff accounts(counters, "account", rules, Backoff::Rows::own);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(accounts.reserve(std::to_string(i)), std::nullopt);
  EXPECT_EQ(rows(), 100);
}

TEST_P(TableOfCounts, ForgivesWhoSharesNoMoreThanTheOwnAttempt) {
  Counters counters = this->counters(0);
  Backoff addresses(counters, "address", rules);
  for (int i = 0; i < 4; ++i) ASSERT_EQ(addresses.reserve("192.0.2.1"), std::nullopt);
  addresses.forgive("192.0.2.1");
  ASSERT_EQ(addresses.reserve("192.0.2.1"), std::nullopt);
  EXPECT_EQ(addresses.reserve("192.0.2.1"), seconds{1});
}

TEST_P(TableOfCounts, IsSweptOfWhatHasExpired) {
  Counters counters = this->counters(100);
  Backoff addresses(counters, "address", rules);
  for (int i = 0; i < 1000; ++i) addresses.reserve("192.0.2." + std::to_string(i));
  clock_.advance(minutes{30});
  Quota codes(counters, "codes", {.most = 1, .window = hours{1}});
  EXPECT_EQ(counters.sweep(), 0);
  clock_.advance(minutes{31});
  EXPECT_GT(counters.sweep(), 100);
  EXPECT_EQ(rows(), 0);
  EXPECT_FALSE(counters.full());
}

TEST_P(TableOfCounts, LosesWhatIsQuietOnlyWhereItIsNearlyFull) {
  auto long_kept = rules;
  long_kept.kept = std::chrono::days{365};
  auto kept_for_ever = rules;
  kept_for_ever.kept = std::chrono::days{36'500};
  Counters roomy = this->counters(1000);
  Backoff names(roomy, "unknown name", long_kept);
  Backoff accounts(roomy, "account", kept_for_ever, Backoff::Rows::own);
  for (int i = 0; i < 100; ++i) names.reserve(std::to_string(i));
  for (int i = 0; i < 7; ++i) accounts.reserve(std::to_string(i));
  clock_.advance(hours{49});
  EXPECT_EQ(roomy.sweep(), 0);
  Counters tight = this->counters(120);
  names.reserve("still");
  EXPECT_EQ(tight.sweep(), 100);
  EXPECT_EQ(rows(), 8);
}

TEST_P(TableOfCounts, LearnsFromTheSweepWhatOtherServersHaveAdded) {
  Counters here = counters(10);
  Counters there = counters(10);
  Backoff addresses(there, "address", rules);
  for (int i = 0; i < 10; ++i) addresses.reserve(std::to_string(i));
  EXPECT_FALSE(here.full());
  here.sweep();
  EXPECT_TRUE(here.full());
}

}  // namespace
}  // namespace gatehouse::throttle
