// The relay with its thread. What each test waits for would not come by the idle look alone, which is hours
// away.
#include "platform/messaging/relay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>

#include "platform/messaging/dead_letters.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/messaging/outbox_rows.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::messaging {
namespace {

using namespace std::chrono_literals;

/// Notes what was delivered, and lets a test wait for it.
class Notebook {
 public:
  Relay::Handler handler() {
    return [this](const Delivery& delivery) {
      const std::lock_guard lock(mutex_);
      ++times_[delivery.message.payload];
      noted_.notify_all();
    };
  }
  bool wait_for(std::size_t different) {
    std::unique_lock lock(mutex_);
    return noted_.wait_for(lock, 30s, [&] { return times_.size() >= different; });
  }
  bool each_once() const {
    const std::lock_guard lock(mutex_);
    return std::all_of(times_.begin(), times_.end(), [](const auto& entry) { return entry.second == 1; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable noted_;
  std::map<std::string, int> times_;
};

constexpr RelayOptions never_looks{.idle_poll = 1h};

class RelayContract : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  void tell(const std::string& what) { outbox.append({"thing.happened.v1", "thing:" + what, what}); }

  testing::ManualClock clock;
  testing::FreshDatabase database{GetParam(), tables()};
  Outbox outbox{*database, clock};
  Notebook notebook;
};

INSTANTIATE_TEST_SUITE_P(Databases, RelayContract, testing::both_dialects(), testing::dialect_name);

TEST_P(RelayContract, DeliversWhatWaitedForItsStart) {
  tell("a");
  Relay relay(*database, clock, never_looks);
  relay.subscribe("thing.happened.v1", "notebook", notebook.handler());
  relay.start();
  EXPECT_TRUE(notebook.wait_for(1));
}

TEST_P(RelayContract, WakesWhenAMessageIsCommitted) {
  Relay relay(*database, clock, never_looks);
  relay.subscribe("thing.happened.v1", "notebook", notebook.handler());
  relay.start();
  for (std::size_t i = 1; i <= 20; ++i) {
    tell(std::to_string(i));
    ASSERT_TRUE(notebook.wait_for(i));
  }
}

TEST_P(RelayContract, DeliversWhatItsHandlersTell) {
  Relay relay(*database, clock, never_looks);
  relay.subscribe("first.v1", "teller", [&](const Delivery&) { tell("told"); });
  relay.subscribe("thing.happened.v1", "notebook", notebook.handler());
  relay.start();
  outbox.append({"first.v1", "thing:1", "{}"});
  EXPECT_TRUE(notebook.wait_for(1));
}

TEST_P(RelayContract, TellsWhatWaitsAndWhatIsDead) {
  Relay relay(*database, clock, {.max_attempts = 1, .idle_poll = 1h});
  EXPECT_EQ(relay.status().waiting, 0);
  EXPECT_EQ(relay.status().oldest_age, 0ms);
  tell("a");
  clock.advance(90s);
  tell("b");
  EXPECT_EQ(relay.status().waiting, 2);
  EXPECT_EQ(relay.status().oldest_age, 90s);
  relay.subscribe("thing.happened.v1", "fails", [](const Delivery&) { throw std::runtime_error("no"); });
  relay.subscribe("thing.ended.v1", "notebook", notebook.handler());
  outbox.append({"thing.ended.v1", "thing:c", "c"});  // the last of the round
  relay.start();
  EXPECT_TRUE(notebook.wait_for(1));
  EXPECT_EQ(relay.status().dead, 2);
}

TEST_P(RelayContract, StopsWithoutHavingStarted) {
  Relay relay(*database, clock);
  relay.stop();
}

TEST_P(RelayContract, IsNotMissedByTheDatabaseItLeft) {
  {
    const Relay relay(*database, clock);
  }
  tell("a");
}

TEST(SeveralServers, DeliverEachMessageOnceBetweenThem) {
  testing::ManualClock clock;
  const testing::FreshDatabase first(sql::Dialect::postgresql, tables());
  const auto second = sql::Database::open(testing::patient(first.url()));
  Notebook notebook;
  Relay one(*first, clock, never_looks);
  Relay two(*second, clock, never_looks);
  for (Relay* relay : {&one, &two}) {
    relay->subscribe("thing.happened.v1", "notebook", notebook.handler());
    relay->start();
  }
  constexpr std::size_t messages = 100;
  Outbox outbox(*first, clock);
  for (std::size_t i = 0; i < messages; ++i) {
    outbox.append({"thing.happened.v1", "thing:" + std::to_string(i), std::to_string(i)});
  }
  EXPECT_TRUE(notebook.wait_for(messages));
  EXPECT_TRUE(notebook.each_once());
}

TEST(SeveralServers, LeaveAMessageToTheOneThatHoldsIt) {
  testing::ManualClock clock;
  const testing::FreshDatabase first(sql::Dialect::postgresql, tables());
  const auto second = sql::Database::open(testing::patient(first.url()));
  Outbox(*first, clock).append({"thing.happened.v1", "thing:1", "{}"});
  const auto hold_in = [&](sql::Connection& connection) {
    return hold(connection, 1, clock.now()).has_value();
  };
  first->write([&](sql::Connection& connection) {
    EXPECT_TRUE(hold_in(connection));
    EXPECT_FALSE(second->write(hold_in));
    return 0;
  });
  EXPECT_TRUE(second->write(hold_in));
}

TEST(SeveralServers, WakeOneAnother) {
  testing::ManualClock clock;
  const testing::FreshDatabase first(sql::Dialect::postgresql, tables());
  const auto second = sql::Database::open(testing::patient(first.url()));
  Notebook notebook;
  Relay relay(*first, clock, never_looks);
  relay.subscribe("thing.happened.v1", "notebook", notebook.handler());
  relay.start();
  Outbox outbox(*second, clock);
  for (std::size_t i = 1; i <= 5; ++i) {
    outbox.append({"thing.happened.v1", "thing:1", std::to_string(i)});
    ASSERT_TRUE(notebook.wait_for(i));
  }
}

TEST(RelayOfADatabaseThatWasAway, GoesOnWhenItIsBack) {
  testing::ManualClock clock;
  const testing::FreshDatabase database(sql::Dialect::postgresql, tables());
  Notebook notebook;
  Relay relay(*database, clock, {.idle_poll = 10ms});
  relay.subscribe("thing.happened.v1", "notebook", notebook.handler());
  relay.start();
  Outbox outbox(*database, clock);
  for (std::size_t i = 1; i <= 5; ++i) {
    database->read([](sql::Connection& c) {
      return c.query(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
          "WHERE datname = current_database() AND pid <> pg_backend_pid()");
    });
    outbox.append({"thing.happened.v1", "thing:1", std::to_string(i)});
    ASSERT_TRUE(notebook.wait_for(i));
  }
}

}  // namespace
}  // namespace gatehouse::messaging
