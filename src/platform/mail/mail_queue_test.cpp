#include "platform/mail/mail_queue.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/mail/mail_rows.hpp"
#include "platform/mail/mail_sweep.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/mail/mail_house.hpp"

namespace gatehouse::mail {
namespace {

using namespace std::chrono_literals;

class AMailQueue : public MailHouse {
 protected:
  std::optional<LeasedRow> take() {
    return database->write(
        [&](sql::Connection& connection) { return lease(connection, clock.now(), clock.now() + 1min); });
  }
  void send_next() {
    const auto row = take();
    database->write([&](sql::Connection& connection) {
      mark_sent(connection, row.value(), clock.now());
      return true;
    });
  }
  void kill_next() {
    const auto row = take();
    database->write([&](sql::Connection& connection) {
      mark_failed(connection, row.value(), {"no", clock.now(), true}, clock.now());
      return true;
    });
  }
};

INSTANTIATE_TEST_SUITE_P(Databases, AMailQueue, gatehouse::testing::both_dialects(),
                         gatehouse::testing::dialect_name);

TEST_P(AMailQueue, TellsWhatWaits) {
  EXPECT_EQ(queue.status().waiting, 0);
  put("kim");
  clock.advance(5s);
  put("lee");
  EXPECT_EQ(queue.status().waiting, 2);
  EXPECT_EQ(queue.status().oldest_age, 5s);
  EXPECT_EQ(queue.status().dead, 0);
}

TEST_P(AMailQueue, ForgetsAMailWithTheTransactionThatPutIt) {
  EXPECT_THROW(database->write([&](sql::Connection&) -> int {
    put("kim");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(rows(), 0);
}

TEST_P(AMailQueue, ShowsNothingOfAMailToWhoeverReadsTheTable) {
  put("kim");
  EXPECT_EQ(rows("sealed LIKE '%secret%' OR sealed LIKE '%kim@%'"), 0);
}

TEST_P(AMailQueue, TakesBackWhatWaitsOfAKind) {
  queue.put(mail_of("old", "verification_code"), UserId{1});
  queue.put(mail_of("other", "notice"), UserId{1});
  queue.put(mail_of("stranger", "verification_code"), UserId{2});
  queue.withdraw(UserId{1}, "verification_code");
  EXPECT_EQ(rows("user_id = 1 AND kind = 'notice'"), 1);
  EXPECT_EQ(rows("user_id = 2"), 1);
  EXPECT_EQ(rows(), 2);
}

TEST_P(AMailQueue, ForgetsAPerson) {
  put("kim", UserId{1});
  send_next();
  put("kim", UserId{1});
  put("lee", UserId{2});
  queue.forget(UserId{1});
  EXPECT_EQ(rows("user_id = 1"), 0);
  EXPECT_EQ(rows(), 1);
}

TEST_P(AMailQueue, SweepsWhatWasSentADayAgo) {
  put("kim");
  send_next();
  clock.advance(24h);
  sweep(queue);
  EXPECT_EQ(rows(), 1);
  clock.advance(1ms);
  sweep(queue);
  EXPECT_EQ(rows(), 0);
}

TEST_P(AMailQueue, SweepsWhatHasBeenDeadForAMonth) {
  put("kim");
  kill_next();
  clock.advance(24h * 30);
  sweep(queue);
  EXPECT_EQ(rows(), 1);
  clock.advance(1ms);
  sweep(queue);
  EXPECT_EQ(rows(), 0);
}

TEST_P(AMailQueue, SweepsWhatNobodyWantsAnyMoreUnlessItIsInHand) {
  put("kim", UserId{1}, clock.now() + 3min);
  put("lee", UserId{2}, clock.now() + 3min);
  put("may", UserId{3}, clock.now() + 3min);
  put("noa", UserId{4});
  kill_next();
  clock.advance(2min + 30s);
  take();
  clock.advance(31s);
  sweep(queue);
  EXPECT_EQ(rows("user_id IN (1, 3)"), 0) << "dead, and waiting";
  EXPECT_EQ(rows("user_id = 2"), 1) << "in hand";
  EXPECT_EQ(rows("user_id = 4"), 1) << "of use for ever";
}

TEST_P(AMailQueue, LetsNothingWaitForATimeThatAClockSetBackMadeFar) {
  put("kim");
  clock.advance(5h);
  const auto row = take();
  database->write([&](sql::Connection& connection) {
    mark_failed(connection, row.value(), {"busy", clock.now() + 1s, false}, clock.now());
    return true;
  });
  clock.advance(-5h);
  EXPECT_FALSE(take());
  sweep(queue);
  EXPECT_TRUE(take());
}

}  // namespace
}  // namespace gatehouse::mail
