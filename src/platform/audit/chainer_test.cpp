#include "platform/audit/chainer.hpp"

#include <gmock/gmock.h>

#include <thread>
#include <vector>

#include "platform/audit/rows.hpp"
#include "platform/sql/failure.hpp"
#include "tests/support/audit/kept_trail.hpp"
#include "tests/support/both_dialects.hpp"

namespace gatehouse::audit {
namespace {

class Chaining : public ::testing::TestWithParam<sql::Dialect>, protected testing::KeptTrail {
 protected:
  Chaining() : KeptTrail(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Databases, Chaining, testing::both_dialects(), testing::dialect_name);

TEST_P(Chaining, GivesEachEventTheNextPositionInOrderOfTheirIds) {
  record_many(3);
  EXPECT_EQ(chainer.chain(), 3);
  EXPECT_EQ(chainer.chain(), 0);
  record();
  EXPECT_EQ(chainer.chain(), 1);
  std::int64_t next = 0;
  for (const Event& event : events()) {
    EXPECT_EQ(event.position, ++next);
    EXPECT_EQ(event.id, next);
  }
  EXPECT_EQ(next, 4);
}

TEST_P(Chaining, TakesMoreThanABatch) {
  record_many(Chainer::batch * 2 + 10);
  EXPECT_EQ(chainer.chain(), Chainer::batch * 2 + 10);
  EXPECT_EQ(verdict(), "intact");
}

TEST_P(Chaining, GoesOnWhereAnotherServerHasStopped) {
  record();
  chainer.chain();
  record();
  Chainer other(*database, key, clock);
  EXPECT_EQ(other.chain(), 1);
  EXPECT_EQ(verdict(), "intact");
}

/// Its transaction is undone, as by a crash: nothing has a place, and nothing is lost.
TEST_P(Chaining, LeavesNothingHalfDone) {
  record_many(3);
  EXPECT_THROW(database->write([&](sql::Connection&) -> bool {
    chainer.chain();
    throw std::runtime_error("the server is gone");
  }),
               std::runtime_error);
  EXPECT_TRUE(events().empty());
  EXPECT_EQ(verdict(), "intact");
  EXPECT_EQ(chainer.chain(), 3);
  EXPECT_EQ(verdict(), "intact");
}

TEST_P(Chaining, IsWithoutGapsWhileManyRecordAndTwoServersChain) {
  constexpr int threads = 64;
  constexpr int each = 10;
  Chainer other(*database, key, clock);
  chainer.start();
  other.start();
  {
    std::vector<std::jthread> recording;
    for (int i = 0; i < threads; ++i) {
      recording.emplace_back([&] {
        for (int n = 0; n < each; ++n) record();
      });
    }
  }
  chainer.stop();
  other.stop();
  EXPECT_EQ(verification().events, threads * each);
  EXPECT_EQ(verdict(), "intact");
}

TEST_P(Chaining, MissesAPlaceThatNobodyTook) {
  record();
  database->write([](sql::Connection& connection) {
    const std::int64_t gone = waiting_after(connection, 0, 1).front().id + 1;
    give_place(connection, gone, 1, "hash");
    EXPECT_THROW(expect_places_after(connection, 0, 1), sql::Failure);
    expect_places_after(connection, 0, 0);
    return true;
  });
}

TEST_P(Chaining, EndsWithNothingLeftToDo) {
  chainer.start();
  for (int i = 0; i < 5; ++i) record();
  chainer.stop();
  EXPECT_EQ(verification().events, 5);
  EXPECT_EQ(verification().waiting, 0);
}

TEST_P(Chaining, DoesNotGoOnFromAnEndThatIsNotItsOwn) {
  chained(3);
  by_hand("CREATE TABLE kept AS SELECT * FROM audit_marks");
  by_hand("UPDATE audit_marks SET position = 2");
  record();
  EXPECT_THROW(chainer.chain(), ChainBroken);
  by_hand("DELETE FROM audit_marks");
  EXPECT_THROW(chainer.chain(), ChainBroken);
  by_hand("INSERT INTO audit_marks SELECT * FROM kept");
  by_hand("UPDATE audit_events SET position = 7 WHERE position = 1");
  EXPECT_THROW(chainer.chain(), ChainBroken);
  by_hand("UPDATE audit_events SET position = 1 WHERE position = 7");
  EXPECT_EQ(chainer.chain(), 1);
}

}  // namespace
}  // namespace gatehouse::audit
