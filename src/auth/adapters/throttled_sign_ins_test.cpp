// Who may try a password, on both databases: attack cases of guessing from everywhere and in parallel.

#include "auth/adapters/throttled_sign_ins.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "platform/throttle/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr UserId kim{17};

SignInAttempt attempt(std::string account, std::string address, std::optional<std::string> device = {}) {
  return {.account_key = std::move(account), .address = std::move(address), .device = std::move(device)};
}

class SignIns : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  static Limits few() {
    Limits limits;
    limits[LimitName::account_free] = 3;
    limits[LimitName::account_cap] = 8;
    limits[LimitName::pair_free] = 2;
    limits[LimitName::device_free] = 3;
    limits[LimitName::address_free] = 6;
    limits[LimitName::global_free] = 12;
    return limits;
  }

  /// How long the attempt has to wait; zero: it was let in, and counted.
  seconds wait(const SignInAttempt& attempt) {
    const auto admitted = limits_.admit(attempt);
    if (admitted) limits_.done(attempt);
    return admitted ? seconds{0} : admitted.error().retry_after;
  }

  void be_right(const SignInAttempt& attempt) {
    limits_.forgive(attempt);
    limits_.give_back(attempt);
  }

  /// The next address of which nothing is known.
  std::string anywhere() {
    ++next_;
    return "10.0." + std::to_string(next_ / 256) + "." + std::to_string(next_ % 256);
  }

  testing::FreshDatabase database_{GetParam(), throttle::tables()};
  testing::ManualClock clock_;
  throttle::Counters counters_{*database_, clock_, crypto::SecretBytes(std::string(32, 'k')), {}};
  ThrottledSignIns limits_{counters_, few()};
  int next_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Databases, SignIns, testing::both_dialects(), testing::dialect_name);

TEST_P(SignIns, WaitWithTheAccountWhereverTheyComeFrom) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(wait(attempt("user:17", anywhere())), seconds{0});
  EXPECT_EQ(wait(attempt("user:17", anywhere())), seconds{1});
  EXPECT_EQ(wait(attempt("user:18", anywhere())), seconds{0});
  clock_.advance(seconds{1});
  EXPECT_EQ(wait(attempt("user:17", anywhere())), seconds{0});
  EXPECT_EQ(wait(attempt("user:17", anywhere())), seconds{2});
}

TEST_P(SignIns, WaitInTheSameWayForNamesThatNobodyHas) {
  for (const std::string name : {"user:17", "name:nobody"}) {
    for (int failure = 0; failure < 8; ++failure) {
      const int expected = failure < 4 ? 0 : 1 << (failure - 4);
      if (expected > 0) EXPECT_EQ(wait(attempt(name, anywhere())), seconds{expected}) << name << failure;
      clock_.advance(seconds{expected});
      EXPECT_EQ(wait(attempt(name, anywhere())), seconds{0}) << name << failure;
    }
    clock_.advance(days{2});
    EXPECT_EQ(wait(attempt(name, anywhere())), minutes{15}) << name << " is at its cap";
  }
}

TEST_P(SignIns, WaitWithThePairAlsoAfterTheOwnerWasThere) {
  const auto guess = attempt("user:17", "192.0.2.66");
  EXPECT_EQ(wait(guess), seconds{0});
  EXPECT_EQ(wait(guess), seconds{0});
  const auto owner = attempt("user:17", "192.0.2.1");
  EXPECT_EQ(wait(owner), seconds{0});
  be_right(owner);
  EXPECT_EQ(wait(guess), seconds{0});
  EXPECT_EQ(wait(guess), seconds{1}) << "the owner's success says nothing about the other address";
}

TEST_P(SignIns, WaitWithTheAddressWhateverAccountsTheyTry) {
  for (int i = 0; i < 7; ++i) EXPECT_EQ(wait(attempt("name:" + std::to_string(i), "192.0.2.66")), seconds{0});
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.66")), seconds{1});
  EXPECT_EQ(wait(attempt("user:17", "::ffff:192.0.2.66")), seconds{1});
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.67")), seconds{0});
}

TEST_P(SignIns, WaitWithTheWholeSlash64) {
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(wait(attempt("name:" + std::to_string(i), "2001:db8::" + std::to_string(i))), seconds{0});
  }
  EXPECT_EQ(wait(attempt("user:17", "2001:db8::ffff")), seconds{1});
  EXPECT_EQ(wait(attempt("user:17", "2001:db8:0:1::1")), seconds{0});
}

TEST_P(SignIns, WaitAllTogetherButForKnownDevices) {
  for (int i = 0; i < 13; ++i) EXPECT_EQ(wait(attempt("name:" + std::to_string(i), anywhere())), seconds{0});
  EXPECT_EQ(wait(attempt("user:17", anywhere())), seconds{1});
  EXPECT_EQ(wait(attempt("user:17", anywhere(), "laptop")), seconds{0});
}

TEST_P(SignIns, TellTheLongestOfTheirWaits) {
  for (int i = 0; i < 4; ++i) ASSERT_EQ(wait(attempt("user:17", anywhere())), seconds{0});
  clock_.advance(seconds{1});
  ASSERT_EQ(wait(attempt("user:17", anywhere())), seconds{0});
  for (int i = 0; i < 7; ++i) wait(attempt("name:" + std::to_string(i), "192.0.2.66"));
  ASSERT_EQ(wait(attempt("name:x", "192.0.2.66")), seconds{1});
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.66")), seconds{2});
  for (int i = 0; i < 2; ++i) clock_.advance(wait(attempt("name:x", "192.0.2.66")));
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.66")), seconds{2})
      << "the account is free again, the address not";
}

TEST_P(SignIns, SpendNothingWhereTheyAreRefused) {
  for (int i = 0; i < 7; ++i) wait(attempt("name:" + std::to_string(i), "192.0.2.66"));
  for (int i = 0; i < 20; ++i) EXPECT_GT(wait(attempt("user:17", "192.0.2.66")), seconds{0});
  for (int i = 0; i < 4; ++i) EXPECT_EQ(wait(attempt("user:17", anywhere())), seconds{0});
}

TEST_P(SignIns, LockNoOwnerOutOfAKnownDevice) {
  for (int i = 0; i < 100; ++i) {
    wait(attempt("user:17", anywhere()));
    clock_.advance(minutes{15});
  }
  ASSERT_EQ(wait(attempt("user:17", anywhere())), minutes{15}) << "the account is at its cap";
  const auto owner = attempt("user:17", "192.0.2.1", "laptop");
  EXPECT_EQ(wait(owner), seconds{0});
  be_right(owner);
  EXPECT_EQ(wait(attempt("user:17", anywhere())), seconds{0});
}

TEST_P(SignIns, WaitWithTheDeviceAndEndAtItsCap) {
  const auto guess = attempt("user:17", "192.0.2.1", "laptop");
  for (int failure = 0; failure < 8; ++failure) {
    const int expected = failure < 4 ? 0 : 1 << (failure - 4);
    clock_.advance(seconds{expected});
    EXPECT_EQ(wait(guess), seconds{0}) << failure;
  }
  clock_.advance(days{30});
  EXPECT_EQ(wait(guess), minutes{15});
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.1", "phone")), seconds{0});
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.1")), seconds{0}) << "nothing was counted for strangers";
}

TEST_P(SignIns, AreForgivenWhereTheyWereRight) {
  const auto right = attempt("user:17", "192.0.2.1");
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(wait(right), seconds{0}) << i;
    be_right(right);
  }
}

TEST_P(SignIns, HoldNobodyUpWhileARightOneIsNotCommitted) {
  const auto right = attempt("user:17", "192.0.2.1");
  ASSERT_EQ(wait(right), seconds{0});
  std::jthread other;
  std::atomic<bool> let_in{false};
  database_->write([&](sql::Connection& connection) {
    limits_.forgive(right);
    if (connection.dialect() == sql::Dialect::sqlite) return 0;  // there writes come one after another
    other = std::jthread([&] { let_in = wait(attempt("user:18", "192.0.2.1")) == seconds{0}; });
    other.join();
    return 0;
  });
  limits_.give_back(right);
  EXPECT_EQ(let_in, GetParam() == sql::Dialect::postgresql);
}

TEST_P(SignIns, AreForgottenWhenThePasswordWasSetByMail) {
  for (int i = 0; i < 100; ++i) {
    wait(attempt("user:17", "192.0.2.1"));
    clock_.advance(minutes{15});
  }
  ASSERT_EQ(wait(attempt("user:17", "192.0.2.1")), minutes{15});
  limits_.forget(kim, "192.0.2.1");
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.1")), seconds{0});
}

TEST_P(SignIns, PassTheCapInNoCrowd) {
  std::atomic<int> let_in{0};
  for (int round = 0; round < 12; ++round) {
    {
      std::vector<std::jthread> crowd;
      for (int i = 0; i < 16; ++i) {
        crowd.emplace_back([&, address = anywhere()] {
          for (int more = 0; more < 4; ++more) {
            let_in += wait(attempt("user:17", address)) == seconds{0} ? 1 : 0;
          }
        });
      }
    }
    clock_.advance(hours{1});
  }
  EXPECT_EQ(let_in, 8);
}

TEST_P(SignIns, AreAllLetInWhereManyRightOnesComeTogether) {
  const auto sign_in_rightly = [&](const SignInAttempt& right) {
    if (!limits_.admit(right)) return false;
    be_right(right);
    limits_.done(right);
    return true;
  };
  for (const auto& right : {attempt("user:17", "192.0.2.1"), attempt("user:17", "192.0.2.1", "laptop")}) {
    std::atomic<int> let_in{0};
    {
      std::vector<std::jthread> crowd;
      for (int i = 0; i < 32; ++i) crowd.emplace_back([&] { let_in += sign_in_rightly(right) ? 1 : 0; });
    }
    EXPECT_EQ(let_in, 32);
  }
}

class PasswordGuesses : public SignIns {
 protected:
  bool admitted(const std::string& session) {
    return limits_.admit(PasswordGuess{kim, session, "192.0.2.1"}).has_value();
  }
};

INSTANTIATE_TEST_SUITE_P(Databases, PasswordGuesses, testing::both_dialects(), testing::dialect_name);

TEST_P(PasswordGuesses, AreCountedForTheSession) {
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(admitted("one"));
  EXPECT_FALSE(admitted("one"));
  EXPECT_TRUE(admitted("two"));
}

TEST_P(PasswordGuesses, AreFreeOfWhatStrangersDo) {
  for (int i = 0; i < 20; ++i) wait(attempt("user:17", anywhere()));
  EXPECT_TRUE(admitted("one"));
  limits_.forgive(PasswordGuess{kim, "one", "192.0.2.1"});
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.2")), seconds{0}) << "its owner was there";
}

TEST_P(PasswordGuesses, CountWithTheSignInsWhereThereIsNoSession) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(admitted(""));
  EXPECT_FALSE(admitted(""));
  EXPECT_EQ(wait(attempt("user:17", "192.0.2.1")), seconds{1});
}

}  // namespace
}  // namespace gatehouse::auth::adapters
