#include "platform/audit/restart.hpp"

#include <gtest/gtest.h>

#include "platform/audit/retention.hpp"
#include "tests/support/audit/kept_trail.hpp"
#include "tests/support/both_dialects.hpp"

namespace gatehouse::audit {
namespace {

class RestartingAChain : public ::testing::TestWithParam<sql::Dialect>, protected testing::KeptTrail {
 protected:
  RestartingAChain() : KeptTrail(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Databases, RestartingAChain, testing::both_dialects(), testing::dialect_name);

TEST_P(RestartingAChain, TakesTheEventsAsTheyAreAndSaysSo) {
  chained(600);
  by_hand("DELETE FROM audit_events WHERE position = 3");
  by_hand("UPDATE audit_events SET user_id = 18 WHERE position = 4");
  by_hand("UPDATE audit_marks SET position = 2");
  record();
  EXPECT_THROW(chainer.chain(), ChainBroken);
  EXPECT_EQ(restart(*database, key, trail), 599);
  EXPECT_EQ(chainer.chain(), 601);
  EXPECT_EQ(verdict(), "intact");
  EXPECT_EQ(events().back().entry.what, "audit_restarted");
}

TEST_P(RestartingAChain, GoesOnAfterRetention) {
  chained(6);
  EXPECT_EQ(Retention(*database, key, std::chrono::seconds{3})(clock.now()), 3);
  EXPECT_EQ(restart(*database, key, trail), 3);
  EXPECT_EQ(chainer.chain(), 4);
  EXPECT_EQ(verdict(), "intact");
}

}  // namespace
}  // namespace gatehouse::audit
