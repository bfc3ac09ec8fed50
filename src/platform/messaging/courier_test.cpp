// The way of a message, step by step, on both databases.
#include "platform/messaging/courier.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/unavailable.hpp"
#include "platform/messaging/dead_letters.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::messaging {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<sql::Table> with_effects() {
  std::vector<sql::Table> all = tables();
  all.push_back({.name = "effects", .columns = {sql::identity("id"), sql::text("what")}});
  return all;
}

class CourierContract : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  void listen(const std::string& name, bool& fails) {
    courier.subscribe("thing.happened.v1", {name, [this, name, &fails](const Delivery& delivery) {
                                              leave_effect(name + ":" + delivery.message.payload);
                                              if (fails) throw std::runtime_error("the mail server is away");
                                            }});
  }
  void leave_effect(const std::string& what) {
    database->write(
        [&](sql::Connection& c) { return c.execute("INSERT INTO effects (what) VALUES ($1)", {what}); });
  }
  std::vector<std::string> effects() {
    return database->read([](sql::Connection& c) {
      std::vector<std::string> all;
      for (const sql::Row& row : c.query("SELECT what FROM effects ORDER BY id")) all.push_back(row.text(0));
      return all;
    });
  }
  void tell(const std::string& subject, const std::string& what) {
    outbox.append({"thing.happened.v1", subject, what});
  }
  std::size_t carry() {
    return courier.carry([] { return false; });
  }
  void carry_all() {
    while (carry() > 0) {
    }
  }

  testing::ManualClock clock;
  testing::FreshDatabase database{GetParam(), with_effects()};
  Outbox outbox{*database, clock};
  DeadLetters dead_letters{*database};
  HandOver hand_over;
  Courier courier{
      *database, clock, {.max_attempts = 3, .first_wait = 500ms, .longest_wait = 800ms}, hand_over};
  bool failing = true;
  bool fine = false;
};

INSTANTIATE_TEST_SUITE_P(Databases, CourierContract, testing::both_dialects(), testing::dialect_name);

TEST_P(CourierContract, BringsAMessageToAllItsHandlersOnce) {
  listen("first", fine);
  listen("second", fine);
  tell("thing:1", "a");
  carry_all();
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("first:a", "second:a"));
}

TEST_P(CourierContract, BringsNothingOfATransactionThatWasUndone) {
  listen("first", fine);
  EXPECT_THROW(database->write([&](sql::Connection&) -> bool {
    tell("thing:1", "a");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(carry(), 0U);
  EXPECT_THAT(effects(), IsEmpty());
}

TEST_P(CourierContract, TakesAMessageThatNobodyListensToAsDelivered) {
  outbox.append({"nobody.cares.v1", "thing:1", "{}"});
  EXPECT_EQ(carry(), 1U);
  EXPECT_EQ(carry(), 0U);
}

TEST_P(CourierContract, TriesAFailedHandlerAgainAfterAWaitAndKeepsNothingOfTheFailure) {
  listen("first", failing);
  tell("thing:1", "a");
  carry_all();
  EXPECT_THAT(effects(), IsEmpty());
  failing = false;
  EXPECT_EQ(carry(), 0U);
  EXPECT_EQ(courier.next_retry(), clock.now() + 500ms);
  clock.advance(500ms);
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("first:a"));
}

TEST_P(CourierContract, DoublesTheWaitUpToTheLongest) {
  listen("first", failing);
  tell("thing:1", "a");
  EXPECT_EQ(carry(), 1U);
  clock.advance(500ms);
  EXPECT_EQ(carry(), 1U);
  clock.advance(799ms);
  EXPECT_EQ(carry(), 0U);
  clock.advance(1ms);
  EXPECT_EQ(carry(), 1U);
}

TEST_P(CourierContract, RunsAgainOnlyTheHandlerThatFailed) {
  listen("first", fine);
  listen("second", failing);
  listen("third", fine);
  tell("thing:1", "a");
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("first:a", "third:a"));
  failing = false;
  clock.advance(500ms);
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("first:a", "third:a", "second:a"));
  clock.advance(1h);
  EXPECT_EQ(carry(), 0U);
}

TEST_P(CourierContract, KeepsTheOrderOfASubjectAndLetsOthersPass) {
  courier.subscribe("thing.happened.v1", {"all", [this](const Delivery& delivery) {
                                            if (failing && delivery.message.payload == "a1")
                                              throw std::runtime_error("");
                                            leave_effect(delivery.message.payload);
                                          }});
  tell("thing:a", "a1");
  tell("thing:a", "a2");
  tell("thing:b", "b1");
  tell("thing:b", "b2");
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("b1", "b2"));
  tell("thing:a", "a3");  // while a1 waits for its next attempt
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("b1", "b2"));
  failing = false;
  clock.advance(500ms);
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("b1", "b2", "a1", "a2", "a3"));
}

TEST_P(CourierContract, CountsTheAttemptsForTheHandler) {
  std::vector<int> attempts;
  courier.subscribe("thing.happened.v1", {"first", [&](const Delivery& delivery) {
                                            attempts.push_back(delivery.attempt);
                                            if (attempts.size() < 3) throw std::runtime_error("not yet");
                                          }});
  tell("thing:1", "a");
  for (int i = 0; i < 4; ++i) {
    carry_all();
    clock.advance(1s);
  }
  EXPECT_THAT(attempts, ElementsAre(1, 2, 3));
}

TEST_P(CourierContract, GivesUpAfterTheLastAttemptAndGoesOnWithTheSubject) {
  listen("first", failing);
  tell("thing:1", "a");
  for (int i = 0; i < 3; ++i) {
    carry_all();
    clock.advance(1s);
  }
  failing = false;
  tell("thing:1", "b");
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("first:b"));
  const auto letters = dead_letters.list();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters.front().type, "thing.happened.v1");
  EXPECT_EQ(letters.front().subject, "thing:1");
  EXPECT_EQ(letters.front().attempts, 3);
  EXPECT_EQ(letters.front().last_error, "the mail server is away");
}

TEST_P(CourierContract, ReplaysDeadLettersToThoseWhoHaveNotHandledThem) {
  listen("first", fine);
  listen("second", failing);
  tell("thing:1", "a");
  tell("thing:2", "b");
  for (int i = 0; i < 3; ++i) {
    carry_all();
    clock.advance(1s);
  }
  failing = false;
  const auto letters = dead_letters.list();
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_FALSE(dead_letters.replay(letters.back().id + 1));
  EXPECT_TRUE(dead_letters.replay(letters.front().id));
  EXPECT_FALSE(dead_letters.replay(letters.front().id));
  EXPECT_EQ(dead_letters.replay_all(), 1);
  carry_all();
  EXPECT_THAT(effects(), ElementsAre("first:a", "first:b", "second:a", "second:b"));
  EXPECT_THAT(dead_letters.list(), IsEmpty());
}

TEST_P(CourierContract, StoresWhateverAnExceptionSays) {
  courier.subscribe("thing.happened.v1", {"first", [](const Delivery&) {
                                            throw std::runtime_error("a\xFF\n" + std::string(9999, 'x'));
                                          }});
  courier.subscribe("thing.happened.v1", {"second", [](const Delivery&) { throw 42; }});
  courier.subscribe("thing.happened.v1",
                    {"third", [](const Delivery&) { throw Unavailable("the mail server"); }});
  tell("thing:1", "a");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(carry(), 1U);
    clock.advance(1s);
  }
  ASSERT_EQ(dead_letters.list().size(), 1U);
  EXPECT_TRUE(dead_letters.list().front().last_error.starts_with("a??xxx"));
}

}  // namespace
}  // namespace gatehouse::messaging
