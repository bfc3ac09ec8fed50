#include "user/adapters/throttled_sign_ups.hpp"

#include <gtest/gtest.h>

#include "platform/throttle/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::user::adapters {
namespace {

namespace support = gatehouse::testing;

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class SignUpConflicts : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  static seconds wait(const Result<void>& outcome) {
    return outcome ? seconds{0} : outcome.error().retry_after;
  }

  support::FreshDatabase database_{GetParam(), throttle::tables()};
  support::ManualClock clock_;
  throttle::Counters counters_{*database_, clock_, crypto::SecretBytes(std::string(32, 'k')), {}};
  ThrottledSignUps limits_{counters_, {.most = 3, .window = hours{1}}};
};

INSTANTIATE_TEST_SUITE_P(Databases, SignUpConflicts, support::both_dialects(), support::dialect_name);

TEST_P(SignUpConflicts, CloseTheAddressForTheRestOfTheWindow) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(limits_.admit("192.0.2.1"));
    EXPECT_TRUE(limits_.count_conflict("192.0.2.1"));
    clock_.advance(minutes{10});
  }
  EXPECT_EQ(wait(limits_.admit("192.0.2.1")), minutes{30});
  EXPECT_EQ(wait(limits_.count_conflict("192.0.2.1")), minutes{30}) << "one that was in flight";
  EXPECT_TRUE(limits_.admit("192.0.2.2"));
  clock_.advance(minutes{30});
  EXPECT_TRUE(limits_.admit("192.0.2.1"));
}

TEST_P(SignUpConflicts, AreNotCountedByAskingAlone) {
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(limits_.admit("192.0.2.1"));
}

}  // namespace
}  // namespace gatehouse::user::adapters
