// Much that waits, of one subject above all, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/messaging/courier.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::messaging {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class Backlog : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  Backlog() {
    courier.subscribe("thing.happened.v1", {"notes", [this](const Delivery& delivery) {
                                              if (delivery.message.payload == bad)
                                                throw std::runtime_error("no");
                                              delivered.push_back(delivery.message.payload);
                                            }});
  }
  void tell(const std::string& subject, const std::string& what) {
    outbox.append({"thing.happened.v1", subject, what});
  }
  void tell_many(const std::string& subject, int count) {
    database->write([&](sql::Connection&) {
      for (int i = 0; i < count; ++i) tell(subject, subject + std::to_string(i));
      return true;
    });
  }
  std::size_t carry() {
    return courier.carry([] { return false; });
  }
  void carry_all() {
    while (carry() > 0) {
    }
  }
  std::ptrdiff_t place_of(const std::string& what) {
    return std::ranges::find(delivered, what) - delivered.begin();
  }
  static std::vector<std::string> numbered(const std::string& subject, int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) all.push_back(subject + std::to_string(i));
    return all;
  }

  testing::ManualClock clock;
  testing::FreshDatabase database{GetParam(), tables()};
  Outbox outbox{*database, clock};
  HandOver hand_over;
  Courier courier{
      *database, clock, {.max_attempts = 3, .first_wait = 500ms, .longest_wait = 800ms}, hand_over};
  std::string bad = "nothing";
  std::vector<std::string> delivered;
};

INSTANTIATE_TEST_SUITE_P(Databases, Backlog, testing::both_dialects(), testing::dialect_name);

TEST_P(Backlog, OfOneSubjectIsCarriedSeveralInARound) {
  tell_many("a", 3);
  EXPECT_EQ(carry(), 3U);
  EXPECT_THAT(delivered, ElementsAre("a0", "a1", "a2"));
  EXPECT_EQ(carry(), 0U);
}

TEST_P(Backlog, KeepsItsOrderHoweverLong) {
  tell_many("a", 150);
  carry();
  tell("a", "a150");
  carry_all();
  EXPECT_EQ(delivered, numbered("a", 151));
}

TEST_P(Backlog, OfOneSubjectGivesWayToOthers) {
  tell_many("a", 150);
  tell("b", "b0");
  carry_all();
  EXPECT_LT(place_of("b0"), 64);
  EXPECT_EQ(delivered.size(), 151U);
}

TEST_P(Backlog, BehindAFailureLetsOthersPassAndKeepsItsOrder) {
  bad = "a0";
  tell_many("a", 150);
  tell_many("b", 2);
  carry_all();
  EXPECT_THAT(delivered, ElementsAre("b0", "b1"));
  bad = "nothing";
  tell("a", "a150");
  clock.advance(500ms);
  carry_all();
  delivered.erase(delivered.begin(), delivered.begin() + 2);
  EXPECT_EQ(delivered, numbered("a", 151));
}

TEST_P(Backlog, BehindAFailureIsNotLookedAtInEachRound) {
  bad = "a0";
  tell_many("a", 150);
  carry_all();
  EXPECT_EQ(database->read([&](sql::Connection& c) { return due_messages(c, clock.now(), 64).size(); }), 0U);
}

TEST_P(Backlog, GoesOnAfterWhatIsGivenUp) {
  bad = "a0";
  tell_many("a", 3);
  for (int i = 0; i < 3; ++i) {
    carry_all();
    clock.advance(1s);
  }
  carry_all();
  EXPECT_THAT(delivered, ElementsAre("a1", "a2"));
}

TEST_P(Backlog, IsLeftWhereItIsWhenItIsTimeToStop) {
  tell_many("a", 10);
  int looks = 0;
  EXPECT_LT(courier.carry([&] { return ++looks > 3; }), 4U);
  carry_all();
  EXPECT_EQ(delivered, numbered("a", 10));
}

}  // namespace
}  // namespace gatehouse::messaging
