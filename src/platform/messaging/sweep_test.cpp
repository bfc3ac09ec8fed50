#include <gtest/gtest.h>

#include "platform/messaging/courier.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::messaging {
namespace {

using namespace std::chrono_literals;

class Sweep : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  Sweep() {
    courier.subscribe("thing.happened.v1", {"first", [](const Delivery& delivery) {
                                              if (delivery.message.payload == "bad")
                                                throw std::runtime_error("no");
                                            }});
  }
  void tell(const std::string& what) { outbox.append({"thing.happened.v1", "thing:" + what, what}); }
  void carry_all() {
    while (courier.carry([] { return false; }) > 0) {
    }
  }
  void sweep() {
    courier.sweep([] { return false; });
  }
  std::int64_t rows(const std::string& table) {
    return database->read(
        [&](sql::Connection& c) { return c.query("SELECT count(*) FROM " + table).front().integer(0); });
  }

  testing::ManualClock clock;
  testing::FreshDatabase database{GetParam(), tables()};
  Outbox outbox{*database, clock};
  HandOver hand_over;
  Courier courier{*database, clock, {.max_attempts = 1, .keep_delivered = 24h, .keep_dead = 48h}, hand_over};
};

INSTANTIATE_TEST_SUITE_P(Databases, Sweep, testing::both_dialects(), testing::dialect_name);

TEST_P(Sweep, ForgetsDeliveredMessagesAndTheirMarksAfterADay) {
  database->write([&](sql::Connection&) {
    for (int i = 0; i < 600; ++i) tell(std::to_string(i));
    return true;
  });
  carry_all();
  clock.advance(24h);
  sweep();
  EXPECT_EQ(rows("outbox"), 600);
  clock.advance(1ms);
  tell("young");
  sweep();
  EXPECT_EQ(rows("outbox"), 1);
  EXPECT_EQ(rows("inbox"), 0);
}

TEST_P(Sweep, EndsWhenItIsTimeToStop) {
  database->write([&](sql::Connection&) {
    for (int i = 0; i < 1100; ++i) tell(std::to_string(i));
    return true;
  });
  database->write([](sql::Connection& c) { return c.execute("UPDATE outbox SET delivered_at = 0"); });
  int looks = 0;
  courier.sweep([&] { return ++looks == 2; });
  EXPECT_EQ(rows("outbox"), 600);
}

TEST_P(Sweep, KeepsDeadLettersLonger) {
  tell("bad");
  carry_all();
  clock.advance(48h);
  sweep();
  EXPECT_EQ(rows("outbox"), 1);
  clock.advance(1ms);
  sweep();
  EXPECT_EQ(rows("outbox"), 0);
}

TEST_P(Sweep, LetsNothingWaitForATimeThatAClockSetBackMadeFar) {
  tell("a");
  database->write([&](sql::Connection& c) {
    return c.execute("UPDATE outbox SET next_attempt_at = $1", {to_millis(clock.now() + 24h * 365)});
  });
  carry_all();
  sweep();
  carry_all();
  EXPECT_EQ(rows("outbox WHERE delivered_at IS NOT NULL"), 1);
}

}  // namespace
}  // namespace gatehouse::messaging
