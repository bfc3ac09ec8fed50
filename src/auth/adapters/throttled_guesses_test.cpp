#include "auth/adapters/throttled_guesses.hpp"

#include <gtest/gtest.h>

#include "platform/throttle/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class Guesses : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  static Limits few() {
    Limits limits;
    limits[LimitName::code_requests] = 4;
    limits[LimitName::code_guesses] = 3;
    limits[LimitName::secret_guesses] = 2;
    return limits;
  }

  static seconds wait(const Result<void>& outcome) {
    return outcome ? seconds{0} : outcome.error().retry_after;
  }

  testing::FreshDatabase database_{GetParam(), throttle::tables()};
  testing::ManualClock clock_;
  throttle::Counters counters_{*database_, clock_, crypto::SecretBytes(std::string(32, 'k')), {}};
  ThrottledCodeRequests requests_{counters_, few()};
  ThrottledGuesses guesses_{counters_, few()};
};

INSTANTIATE_TEST_SUITE_P(Databases, Guesses, testing::both_dialects(), testing::dialect_name);

TEST_P(Guesses, OfCodesAreCountedByAddress) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(guesses_.admit(Guess::verification_code, "192.0.2.1"));
  EXPECT_EQ(wait(guesses_.admit(Guess::verification_code, "192.0.2.1")), hours{1});
  EXPECT_TRUE(guesses_.admit(Guess::verification_code, "192.0.2.2"));
  EXPECT_TRUE(guesses_.admit(Guess::client_secret, "192.0.2.1"));
}

TEST_P(Guesses, ThatWereRightAreGivenBack) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(guesses_.admit(Guess::client_secret, "192.0.2.1"));
    guesses_.forgive(Guess::client_secret, "192.0.2.1");
  }
  EXPECT_TRUE(guesses_.admit(Guess::client_secret, "192.0.2.1"));
  EXPECT_TRUE(guesses_.admit(Guess::client_secret, "192.0.2.1"));
  EXPECT_FALSE(guesses_.admit(Guess::client_secret, "192.0.2.1"));
}

TEST_P(Guesses, LeaveAMinuteBetweenTwoRequestsForCodes) {
  EXPECT_TRUE(requests_.take("kim@example.com"));
  EXPECT_EQ(wait(requests_.take("kim@example.com")), seconds{60});
  EXPECT_TRUE(requests_.take("lee@example.com"));
  clock_.advance(std::chrono::milliseconds{59'001});
  EXPECT_EQ(wait(requests_.take("kim@example.com")), seconds{1}) << "rounded up: that long is enough";
}

TEST_P(Guesses, CountTheCodeThatNobodyAskedForAndLetItBeFollowedAtOnce) {
  EXPECT_TRUE(requests_.take_unasked("kim@example.com"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(requests_.take("kim@example.com"));
    clock_.advance(seconds{60});
  }
  EXPECT_EQ(wait(requests_.take("kim@example.com")), hours{24} - seconds{180});
  EXPECT_FALSE(requests_.take_unasked("kim@example.com"));
  clock_.advance(hours{24} - seconds{180});
  EXPECT_TRUE(requests_.take("kim@example.com"));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
