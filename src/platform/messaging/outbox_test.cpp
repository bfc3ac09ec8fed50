// What is asked for many times and done once, on both databases.
#include "platform/messaging/outbox.hpp"

#include <gtest/gtest.h>

#include "platform/messaging/outbox_rows.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::messaging {
namespace {

class AppendOnce : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  void ask(const std::string& payload = "a", const std::string& subject = "thing:1",
           const std::string& type = "thing.asked.v1") {
    outbox.append_once({type, subject, payload});
  }
  std::int64_t rows() {
    return database->read(
        [](sql::Connection& c) { return c.query("SELECT count(*) FROM outbox").front().integer(0); });
  }
  /// The payloads that are not delivered.
  std::vector<std::string> left() {
    return database->read([](sql::Connection& c) {
      std::vector<std::string> all;
      for (const sql::Row& row :
           c.query("SELECT payload FROM outbox WHERE delivered_at IS NULL ORDER BY id")) {
        all.push_back(row.text(0));
      }
      return all;
    });
  }
  void mark_newest_dead() {
    mark([&](sql::Connection& c, std::int64_t id) {
      mark_failed(c, {.id = id, .error = "no", .next_attempt = clock.now(), .last = true}, clock.now());
    });
  }
  template <class Mark>
  void mark(Mark mark_it) {
    database->write([&](sql::Connection& c) {
      mark_it(c, c.query("SELECT max(id) FROM outbox").front().integer(0));
      return true;
    });
  }

  testing::ManualClock clock;
  testing::FreshDatabase database{GetParam(), tables()};
  Outbox outbox{*database, clock};
};

INSTANTIATE_TEST_SUITE_P(Databases, AppendOnce, testing::both_dialects(), testing::dialect_name);

TEST_P(AppendOnce, LeavesItToTheSameMessageThatWaits) {
  ask();
  ask();
  EXPECT_EQ(rows(), 1);
}

TEST_P(AppendOnce, AppendsWhatDiffers) {
  ask("a", "thing:1");
  ask("a", "thing:2");
  ask("b", "thing:2");
  ask("b", "thing:2", "thing.begged.v1");
  EXPECT_EQ(rows(), 4);
}

TEST_P(AppendOnce, AppendsAgainWhereAnotherStandsBetween) {
  ask("a");
  ask("b");
  ask("a");
  EXPECT_EQ(rows(), 3);
}

TEST_P(AppendOnce, AppendsAfterADelivery) {
  ask();
  mark([&](sql::Connection& c, std::int64_t id) {
    c.execute("UPDATE outbox SET delivered_at = 1 WHERE id = $1", {id});  // the payload is still there
  });
  ask();
  EXPECT_EQ(rows(), 2);
}

TEST_P(AppendOnce, AppendsAfterAFailure) {
  ask();
  mark([&](sql::Connection& c, std::int64_t id) {
    mark_failed(c, {.id = id, .error = "no", .next_attempt = clock.now()}, clock.now());
  });
  ask();
  EXPECT_EQ(rows(), 2);
}

TEST_P(AppendOnce, AppendsWhereAHandlerIsDoneWithTheOneThatWaits) {
  ask();
  mark([&](sql::Connection& c, std::int64_t id) { mark_handled(c, id, "first", clock.now()); });
  ask();
  EXPECT_EQ(rows(), 2);
}

TEST_P(AppendOnce, IsForgottenWithItsSubjectDeadOrWaiting) {
  ask("dead");
  mark_newest_dead();
  ask("delivered");
  mark([&](sql::Connection& c, std::int64_t id) { mark_delivered(c, id, clock.now()); });
  ask("under way");
  std::int64_t under_way = 0;
  mark([&](sql::Connection&, std::int64_t id) { under_way = id; });
  ask("waiting");
  ask("waiting", "thing:2");
  outbox.forget("thing:1", under_way);
  EXPECT_EQ(left(), (std::vector<std::string>{"under way", "waiting"}));
  EXPECT_EQ(rows(), 3) << "what is delivered stays until it is swept";
}

TEST_P(AppendOnce, IsWithdrawnWithItsTypeAndSubjectDeadOrWaiting) {
  ask("dead");
  mark_newest_dead();
  ask("delivered");
  mark([&](sql::Connection& c, std::int64_t id) { mark_delivered(c, id, clock.now()); });
  ask("waiting");
  ask("of another type", "thing:1", "thing.begged.v1");
  ask("of another subject", "thing:2");
  outbox.withdraw("thing.asked.v1", "thing:1");
  EXPECT_EQ(left(), (std::vector<std::string>{"of another type", "of another subject"}));
  EXPECT_EQ(rows(), 3);
}

TEST_P(AppendOnce, IsUndoneWithItsTransaction) {
  EXPECT_THROW(database->write([&](sql::Connection&) -> bool {
    ask();
    ask();
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(rows(), 0);
  ask();
  EXPECT_EQ(rows(), 1);
}

}  // namespace
}  // namespace gatehouse::messaging
