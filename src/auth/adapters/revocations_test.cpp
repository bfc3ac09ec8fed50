#include "auth/adapters/revocations.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "kernel/unavailable.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using namespace std::chrono_literals;

class KnownRevocations : public ::testing::Test {
 protected:
  std::int64_t seconds() const { return to_millis(clock_.now()) / 1000; }
  Time in(std::chrono::milliseconds time) const { return clock_.now() + time; }

  TokenHolder holder(std::int64_t user, const std::string& session) const {
    return {.user = UserId{user}, .client_id = "gatehouse", .session = session, .issued_at = seconds()};
  }
  bool is_revoked(std::int64_t user, const std::string& session) {
    return revocations_.is_revoked(holder(user, session));
  }
  void drop_all_expired() {
    for (int shard = 0; shard < 64; ++shard) revocations_.drop_expired(clock_.now());
  }

  testing::ManualClock clock_;
  Revocations revocations_{clock_, std::nullopt};
};

TEST_F(KnownRevocations, RefuseTheSessionThatEndedAndNoOther) {
  revocations_.session_ended("a", UserId{1}, in(900s));
  EXPECT_TRUE(is_revoked(1, "a"));
  EXPECT_FALSE(is_revoked(1, "b"));
  EXPECT_FALSE(is_revoked(1, ""));
}

TEST_F(KnownRevocations, RefuseAllTokensOfAUserFromBeforeASecond) {
  const auto before = holder(1, "a");
  clock_.advance(1s);
  revocations_.tokens_refused_before(UserId{1}, seconds(), in(900s));
  EXPECT_TRUE(revocations_.is_revoked(before));
  EXPECT_FALSE(is_revoked(1, "new session of that very second"));
  EXPECT_FALSE(revocations_.is_revoked({.user = UserId{2}, .client_id = {}, .session = "a", .issued_at = 1}));
}

TEST_F(KnownRevocations, KeepTheFurthestThatWasTold) {
  const auto then = seconds();
  revocations_.tokens_refused_before(UserId{1}, then + 5, in(100s));
  revocations_.tokens_refused_before(UserId{1}, then, in(900s));
  revocations_.session_ended("a", UserId{1}, in(900s));
  revocations_.session_ended("a", UserId{1}, in(100s));
  clock_.advance(200s);
  drop_all_expired();
  auto old = holder(1, "b");
  old.issued_at = then + 4;
  EXPECT_TRUE(revocations_.is_revoked(old));
  EXPECT_TRUE(is_revoked(1, "a"));
}

TEST_F(KnownRevocations, AreForgottenOnceTheLastTokenHasExpiredByEveryClock) {
  revocations_.session_ended("a", UserId{1}, in(900s));
  revocations_.tokens_refused_before(UserId{1}, seconds(), in(900s));
  EXPECT_EQ(revocations_.size(), 2U);
  clock_.advance(900s + clock_leeway);
  drop_all_expired();
  EXPECT_EQ(revocations_.size(), 2U);
  clock_.advance(1ms);
  drop_all_expired();
  EXPECT_EQ(revocations_.size(), 0U);
  revocations_.session_ended("a", UserId{1}, clock_.now() - clock_leeway - 1ms);
  EXPECT_EQ(revocations_.size(), 0U);
}

TEST_F(KnownRevocations, CountWhatIsNewAndOnlyThat) {
  const auto first = revocations_.version();
  revocations_.session_ended("a", UserId{1}, in(900s));
  revocations_.tokens_refused_before(UserId{1}, seconds(), in(900s));
  const auto second = revocations_.version();
  EXPECT_EQ(second, first + 2);
  revocations_.session_ended("a", UserId{1}, in(900s));
  revocations_.tokens_refused_before(UserId{1}, seconds(), in(900s));
  EXPECT_EQ(revocations_.version(), second);
  revocations_.tokens_refused_before(UserId{1}, seconds() + 1, in(900s));
  EXPECT_EQ(revocations_.version(), second + 1);
}

TEST_F(KnownRevocations, AreListedInOrderUntilTheyExpire) {
  revocations_.session_ended("c", UserId{1}, in(900s));
  revocations_.session_ended("a", UserId{2}, in(900s));
  revocations_.session_ended("b", UserId{1}, in(10s));
  revocations_.tokens_refused_before(UserId{3}, seconds(), in(900s));
  clock_.advance(10s);
  const auto list = revocations_.list(clock_.now());
  EXPECT_EQ(list.sessions, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(list.users, (std::map<UserId, std::int64_t>{{UserId{3}, seconds() - 10}}));
}

TEST_F(KnownRevocations, OfAnOldViewAreNotEnoughToSayNoBy) {
  Revocations shared(clock_, Revocations::oldest_shared_view);
  shared.know_all_before(clock_.monotonic());
  clock_.advance(5s);
  EXPECT_FALSE(shared.is_revoked(holder(1, "a")));
  clock_.advance(1ms);
  EXPECT_THROW(shared.is_revoked(holder(1, "a")), Unavailable);
  EXPECT_THROW(shared.expect_fresh(), Unavailable);
  EXPECT_EQ(shared.age(), 5001ms);
  shared.know_all_before(clock_.monotonic());
  EXPECT_FALSE(shared.is_revoked(holder(1, "a")));
}

TEST_F(KnownRevocations, OfAServerAloneAreNeverTooOld) {
  clock_.advance(std::chrono::hours{24});
  EXPECT_FALSE(is_revoked(1, "a"));
}

TEST_F(KnownRevocations, AreSeenByAllThreadsOnceTold) {
  constexpr int rounds = 500;
  std::atomic<int> told{-1};
  std::atomic<int> missed{0};
  {
    std::vector<std::jthread> askers;
    for (int asker = 0; asker < 4; ++asker) {
      askers.emplace_back([&] {
        for (int known = told; known < rounds - 1; known = told) {
          if (known >= 0 && !is_revoked(1, std::to_string(known))) ++missed;
          revocations_.drop_expired(clock_.now());
        }
      });
    }
    for (int round = 0; round < rounds; ++round) {
      revocations_.session_ended(std::to_string(round), UserId{1}, in(900s));
      told = round;
    }
  }
  EXPECT_EQ(missed, 0);
  EXPECT_EQ(revocations_.list(clock_.now()).sessions.size(), static_cast<std::size_t>(rounds));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
