// Refreshes that come together, on both databases and on two servers of one: attack cases S01, S02 and S04.

#include <gtest/gtest.h>

#include <algorithm>
#include <barrier>
#include <functional>
#include <memory>
#include <set>
#include <thread>

#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/session_server.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::seconds;

constexpr UserId kim{1};
constexpr std::size_t crowd = 64;

class RefreshingTogether : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  RefreshingTogether() { accounts_.add(kim, "kim@example.com"); }

  using Outcome = Result<IssuedTokens>;

  /// `ask(0…63)`, each on a thread of its own, from one start signal.
  static std::vector<Outcome> all_at_once(const std::function<Outcome(std::size_t)>& ask) {
    std::vector<Outcome> outcomes(crowd);
    std::barrier start(static_cast<std::ptrdiff_t>(crowd));
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < crowd; ++i) {
        threads.emplace_back([&, i] {
          start.arrive_and_wait();
          outcomes[i] = ask(i);
        });
      }
    }
    return outcomes;
  }

  /// The pairs among the outcomes: one, where all got the same.
  static std::set<std::pair<std::string, std::string>> pairs(const std::vector<Outcome>& outcomes) {
    std::set<std::pair<std::string, std::string>> found;
    for (const Outcome& outcome : outcomes) {
      if (outcome) found.emplace(outcome->access_token, outcome->refresh_token);
    }
    return found;
  }

  std::int64_t generation(const std::string& session) {
    const auto held = first_.sessions().find(session);
    return held ? held->refresh.chain.generation : -1;
  }
  std::int64_t count(const char* sql) {
    return database_->read(
        [&](sql::Connection& connection) { return connection.query(sql).front().integer(0); });
  }

  testing::FreshDatabase database_{GetParam(), testing::SessionServer::tables()};
  testing::ManualClock clock_;
  testing::FakeAccounts accounts_;
  testing::SessionServer first_{*database_, accounts_, clock_};
};

INSTANTIATE_TEST_SUITE_P(Databases, RefreshingTogether, testing::both_dialects(), testing::dialect_name);

TEST_P(RefreshingTogether, GivesAllTheSamePairAndOneLiveToken) {
  std::string token = first_.open(kim).refresh_token;
  for (int round = 1; round <= 5; ++round) {
    const auto outcomes = all_at_once([&](std::size_t) { return first_.refresh(token); });
    EXPECT_TRUE(std::ranges::all_of(outcomes, &Outcome::has_value));
    ASSERT_EQ(pairs(outcomes).size(), 1U);
    EXPECT_EQ(generation(outcomes[0]->session), round);
    token = outcomes[0]->refresh_token;
  }
}

TEST_P(RefreshingTogether, GivesEverySessionItsOwnPair) {
  std::vector<std::string> tokens;
  for (int i = 0; i < 8; ++i) tokens.push_back(first_.open(kim).refresh_token);
  const auto outcomes = all_at_once([&](std::size_t i) { return first_.refresh(tokens[i % tokens.size()]); });
  EXPECT_TRUE(std::ranges::all_of(outcomes, &Outcome::has_value));
  EXPECT_EQ(pairs(outcomes).size(), tokens.size());
}

TEST_P(RefreshingTogether, EndsTheSessionOnceWhereAllPresentAStolenToken) {
  const auto opened = first_.open(kim);
  const auto next = first_.refresh(opened.refresh_token);
  ASSERT_TRUE(next);
  clock_.advance(seconds{10});
  const auto outcomes = all_at_once([&](std::size_t) { return first_.refresh(opened.refresh_token); });
  EXPECT_TRUE(std::ranges::none_of(outcomes, &Outcome::has_value));
  EXPECT_FALSE(first_.refresh(next->refresh_token));
  EXPECT_EQ(count("SELECT COUNT(*) FROM sessions"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM revocations"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM outbox WHERE type = 'auth.session_reused.v1'"), 1);
}

TEST_P(RefreshingTogether, LeavesNothingLiveWhereTheSessionIsEndedAmongThem) {
  const auto opened = first_.open(kim);
  const auto outcomes = all_at_once([&](std::size_t i) -> Outcome {
    if (i != crowd / 2) return first_.refresh(opened.refresh_token);
    EXPECT_TRUE(first_.sign_out(kim, opened.session));
    return refuse(ErrorCode{});
  });
  EXPECT_LE(pairs(outcomes).size(), 1U);
  for (const auto& [access, token] : pairs(outcomes)) EXPECT_FALSE(first_.refresh(token));
  EXPECT_FALSE(first_.refresh(opened.refresh_token));
  EXPECT_EQ(count("SELECT COUNT(*) FROM sessions"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM revocations"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM outbox"), 0);
}

TEST_P(RefreshingTogether, KeepsFiftySessionsHoweverManyAreOpenedAtOnce) {
  all_at_once([&](std::size_t) -> Outcome {
    for (int i = 0; i < 2; ++i) first_.open(kim);
    return refuse(ErrorCode{});
  });
  EXPECT_EQ(count("SELECT COUNT(*) FROM sessions"), 50);
  EXPECT_EQ(count("SELECT COUNT(*) FROM revocations"), static_cast<std::int64_t>(2 * crowd) - 50);
}

// Attack case S12.
TEST_P(RefreshingTogether, KeepsTheNewestFifty) {
  const auto oldest = first_.open(kim);
  clock_.advance(seconds{1});
  const auto second = first_.open(kim);
  for (int i = 0; i < 49; ++i) {
    clock_.advance(seconds{1});
    first_.open(kim);
  }
  EXPECT_FALSE(first_.refresh(oldest.refresh_token));
  EXPECT_TRUE(first_.refresh(second.refresh_token));
}

/// As after a crash: other objects over another connection to the same database.
TEST_P(RefreshingTogether, KnowsATokenAgainAfterARestart) {
  const auto opened = first_.open(kim);
  const auto next = first_.refresh(opened.refresh_token);
  ASSERT_TRUE(next);

  const auto reopened = sql::Database::open(testing::patient(database_.url()));
  testing::SessionServer restarted(*reopened, accounts_, clock_);
  const auto again = restarted.refresh(opened.refresh_token);  // whose reply was lost
  ASSERT_TRUE(again);
  EXPECT_EQ(again->access_token, next->access_token);
  EXPECT_EQ(again->refresh_token, next->refresh_token);

  clock_.advance(seconds{10});
  EXPECT_FALSE(restarted.refresh(opened.refresh_token));
  EXPECT_FALSE(restarted.refresh(next->refresh_token));
}

class RefreshingOnTwoServers : public RefreshingTogether {
 protected:
  std::unique_ptr<sql::Database> other_ = sql::Database::open(testing::patient(database_.url()));
  testing::SessionServer second_{*other_, accounts_, clock_};
};

INSTANTIATE_TEST_SUITE_P(Databases, RefreshingOnTwoServers, ::testing::Values(sql::Dialect::postgresql),
                         testing::dialect_name);

TEST_P(RefreshingOnTwoServers, GivesAllTheSamePairAndOneLiveToken) {
  std::string token = first_.open(kim).refresh_token;
  for (int round = 1; round <= 5; ++round) {
    const auto outcomes =
        all_at_once([&](std::size_t i) { return (i % 2 == 0 ? first_ : second_).refresh(token); });
    EXPECT_TRUE(std::ranges::all_of(outcomes, &Outcome::has_value));
    ASSERT_EQ(pairs(outcomes).size(), 1U);
    EXPECT_EQ(generation(outcomes[0]->session), round);
    token = outcomes[0]->refresh_token;
  }
}

}  // namespace
}  // namespace gatehouse::auth::adapters
