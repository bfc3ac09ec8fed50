#include "platform/audit/retention.hpp"

#include <gmock/gmock.h>

#include "tests/support/audit/kept_trail.hpp"
#include "tests/support/both_dialects.hpp"

namespace gatehouse::audit {
namespace {

using std::chrono::seconds;

class KeepingForAWhile : public ::testing::TestWithParam<sql::Dialect>, protected testing::KeptTrail {
 protected:
  KeepingForAWhile() : KeptTrail(GetParam()) {}

  /// Takes away what is older than so many of the last events, which are a second apart.
  std::int64_t keep_last(int events) { return Retention(*database, key, seconds{events})(clock.now()); }
};

INSTANTIATE_TEST_SUITE_P(Databases, KeepingForAWhile, testing::both_dialects(), testing::dialect_name);

TEST_P(KeepingForAWhile, TakesTheOldestAwayAndLeavesAGoodChain) {
  chained(10);
  EXPECT_EQ(keep_last(4), 6);
  EXPECT_EQ(marks().tail.position, 6);
  EXPECT_EQ(verification().events, 4);
  EXPECT_EQ(verdict(), "intact");
  chained(3);
  EXPECT_EQ(keep_last(4), 3);
  EXPECT_EQ(verdict(), "intact");
}

TEST_P(KeepingForAWhile, KeepsForEverWhereToldSo) {
  chained(3);
  clock.advance(std::chrono::hours{24 * 10'000});
  EXPECT_EQ(Retention(*database, key, seconds{0})(clock.now()), 0);
}

TEST_P(KeepingForAWhile, TakesAllAwayAndGoesOn) {
  chained(3);
  EXPECT_EQ(keep_last(0), 0);
  clock.advance(std::chrono::hours{1});
  EXPECT_EQ(keep_last(1), 3);
  EXPECT_EQ(verdict(), "intact");
  EXPECT_EQ(keep_last(1), 0);
  chained(2);
  EXPECT_EQ(marks().head.position, 5);
  EXPECT_EQ(verdict(), "intact");
}

TEST_P(KeepingForAWhile, TakesManyInSmallBatches) {
  chained(450);
  EXPECT_EQ(keep_last(10), 440);
  EXPECT_EQ(verdict(), "intact");
}

TEST_P(KeepingForAWhile, LeavesEventsWithoutAPlaceAlone) {
  chained(3);
  record();
  clock.advance(std::chrono::hours{1});
  EXPECT_EQ(keep_last(1), 3);
  EXPECT_EQ(chainer.chain(), 1);
  EXPECT_EQ(verdict(), "intact");
}

TEST_P(KeepingForAWhile, DoesNotHideThatTheOldestWasRemovedByHand) {
  chained(10);
  EXPECT_EQ(keep_last(6), 4);
  by_hand("DELETE FROM audit_events WHERE position = 5");
  EXPECT_EQ(verdict(), "position 5, is missing");
  EXPECT_THROW(keep_last(2), ChainBroken);
  EXPECT_EQ(verdict(), "position 5, is missing");
}

TEST_P(KeepingForAWhile, DoesNotTakeEvidenceAway) {
  chained(10);
  by_hand("UPDATE audit_events SET user_id = 18 WHERE position = 2");
  EXPECT_THROW(keep_last(2), ChainBroken);
  EXPECT_EQ(verdict(), "position 2, id 2, was changed or moved");
}

TEST_P(KeepingForAWhile, NoticesATailThatWasPutBackOrMovedOn) {
  chained(6);
  EXPECT_EQ(keep_last(4), 2);
  by_hand("CREATE TABLE kept AS SELECT * FROM audit_marks WHERE name = 'tail'");
  EXPECT_EQ(keep_last(2), 2);
  by_hand("DELETE FROM audit_marks WHERE name = 'tail'");
  EXPECT_EQ(verdict(), "position 1, is missing");
  by_hand("INSERT INTO audit_marks SELECT * FROM kept");
  EXPECT_EQ(verdict(), "position 3, is missing");
}

}  // namespace
}  // namespace gatehouse::audit
