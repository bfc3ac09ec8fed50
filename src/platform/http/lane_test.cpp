#include "platform/http/lane.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "platform/http/testing_barrier.hpp"

namespace gatehouse::http {
namespace {

using namespace std::chrono_literals;
using testing::Barrier;

/// Holds the only thread of a lane for as long as the test likes.
void occupy(Lane& lane, Barrier& barrier) {
  ASSERT_TRUE(lane.submit({.run = [&] { barrier.pass(); }, .refuse = [&] { barrier.pass(); }}));
  barrier.wait_for(1);
}

bool is_busy(const Lane& lane) {
  const LaneStatus status = lane.status();
  return status.running + status.depth > 0;
}

TEST(Lane, RunsWhatIsSubmittedInOrder) {
  std::string order;
  Lane lane({.name = "test"});
  for (const char c : std::string_view("abc"))
    ASSERT_TRUE(lane.submit({.run = [&order, c] { order += c; }, .refuse = {}}));
  lane.stop();
  EXPECT_EQ(order, "abc");
}

TEST(Lane, RunsAsManyAtOnceAsItHasThreads) {
  Barrier barrier;
  Lane lane({.name = "test", .threads = 3});
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(lane.submit({.run = [&] { barrier.pass(); }, .refuse = {}}));
  barrier.wait_for(3);
  EXPECT_EQ(lane.status().running, 3u);
  EXPECT_EQ(lane.status().depth, 1u);
  barrier.open();
}

TEST(Lane, RefusesAtOnceWhenItsQueueIsFull) {
  Barrier barrier;
  std::atomic<int> ran = 0;
  Lane lane({.name = "test", .queue = 2});
  occupy(lane, barrier);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(lane.submit({.run = [&] { ++ran; }, .refuse = {}}));
  EXPECT_FALSE(lane.submit({.run = [&] { ++ran; }, .refuse = {}}));
  EXPECT_EQ(lane.status().refused, 1u);
  barrier.open();
  lane.stop();
  EXPECT_EQ(ran, 2);
}

TEST(Lane, RefusesAtOnceWhatItCouldNotServeInTime) {
  Barrier barrier;
  bool has_run = false;
  const auto run_slowly = [&] {
    std::this_thread::sleep_for(20ms);
    has_run = true;
  };
  Lane lane({.name = "test", .deadline = 5ms});
  do {  // again where the machine was too slow to begin it in time
    ASSERT_TRUE(lane.submit({.run = run_slowly, .refuse = {}}));
    while (is_busy(lane)) std::this_thread::yield();
  } while (!has_run);
  occupy(lane, barrier);
  EXPECT_TRUE(lane.submit({.run = [] {}, .refuse = {}})) << "nothing waits before it";
  EXPECT_FALSE(lane.submit({.run = [] {}, .refuse = {}}))
      << "one run before it takes longer than its deadline";
  barrier.open();
}

TEST(Lane, RefusesInsteadOfRunningWhatWaitedTooLong) {
  Barrier barrier;
  bool ran = false;
  bool refused = false;
  Lane lane({.name = "test", .deadline = 1ms});
  occupy(lane, barrier);
  ASSERT_TRUE(lane.submit({.run = [&] { ran = true; }, .refuse = [&] { refused = true; }}));
  std::this_thread::sleep_for(5ms);
  const auto refused_before = lane.status().refused;
  barrier.open();
  lane.stop();
  EXPECT_TRUE(refused);
  EXPECT_FALSE(ran);
  EXPECT_EQ(lane.status().refused, refused_before + 1);
}

TEST(Lane, DropsWhatNobodyWaitsForAnyMore) {
  bool touched = false;
  Lane lane({.name = "test"});
  ASSERT_TRUE(lane.submit(
      {.run = [&] { touched = true; }, .refuse = [&] { touched = true; }, .abandoned = [] { return true; }}));
  lane.stop();
  EXPECT_FALSE(touched);
}

TEST(Lane, RunsNothingThatWasWithdrawn) {
  Barrier barrier;
  std::string order;
  Lane lane({.name = "test"});
  occupy(lane, barrier);
  std::vector<Lane::Ticket> tickets;
  for (const char c : std::string_view("abc"))
    tickets.push_back(lane.submit({.run = [&order, c] { order += c; }, .refuse = {}}).value());
  EXPECT_TRUE(lane.withdraw(tickets[1]));
  EXPECT_FALSE(lane.withdraw(tickets[1])) << "there is no such job any more";
  EXPECT_EQ(lane.status().depth, 2u);
  EXPECT_EQ(lane.status().refused, 0u);
  barrier.open();
  lane.stop();
  EXPECT_EQ(order, "ac");
  EXPECT_FALSE(lane.withdraw(tickets[0])) << "it has run";
}

TEST(Lane, LetsGoOfWhatIsWithdrawnAtOnce) {
  Barrier barrier;
  Lane lane({.name = "test"});
  occupy(lane, barrier);
  auto held = std::make_shared<int>();
  const auto ticket = lane.submit({.run = [held] {}, .refuse = {}}).value();
  EXPECT_EQ(held.use_count(), 2);
  EXPECT_TRUE(lane.withdraw(ticket));
  EXPECT_EQ(held.use_count(), 1);
  barrier.open();
}

TEST(Lane, HasRoomAgainForWhatWasWithdrawn) {
  Barrier barrier;
  Lane lane({.name = "test", .queue = 1});
  occupy(lane, barrier);
  const auto ticket = lane.submit({.run = [] {}, .refuse = {}}).value();
  ASSERT_FALSE(lane.submit({.run = [] {}, .refuse = {}}));
  EXPECT_TRUE(lane.withdraw(ticket));
  EXPECT_TRUE(lane.submit({.run = [] {}, .refuse = {}}));
  barrier.open();
}

TEST(Lane, WithdrawsNothingThatRuns) {
  Barrier barrier;
  Lane lane({.name = "test"});
  const auto ticket = lane.submit({.run = [&] { barrier.pass(); }, .refuse = {}}).value();
  barrier.wait_for(1);
  EXPECT_FALSE(lane.withdraw(ticket));
  barrier.open();
}

/// While a thread is free for a job, nothing is won by dropping it.
TEST(Lane, WithdrawsOnlyWhatHasToWait) {
  std::atomic<int> ran = 0;
  Lane lane({.name = "test", .threads = 2});
  for (int i = 0; i < 1'000; ++i) {
    const auto ticket = lane.submit({.run = [&] { ++ran; }, .refuse = {}}).value();
    ASSERT_FALSE(lane.withdraw(ticket));
    while (ran != i + 1) std::this_thread::yield();
    while (is_busy(lane)) std::this_thread::yield();
  }
}

TEST(Lane, OutlivesAJobThatThrows) {
  bool ran = false;
  Lane lane({.name = "test"});
  ASSERT_TRUE(lane.submit({.run = [] { throw std::runtime_error("job"); }, .refuse = {}}));
  ASSERT_TRUE(lane.submit({.run = [&] { ran = true; }, .refuse = {}}));
  lane.stop();
  EXPECT_TRUE(ran);
}

TEST(Lane, RunsWhatIsQueuedBeforeItStopsAndTakesNothingAfter) {
  Barrier barrier;
  std::atomic<int> ran = 0;
  Lane lane({.name = "test"});
  occupy(lane, barrier);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(lane.submit({.run = [&] { ++ran; }, .refuse = {}}));
  barrier.open();
  lane.stop();
  EXPECT_EQ(ran, 10);
  EXPECT_FALSE(lane.submit({.run = [&] { ++ran; }, .refuse = {}}));
}

}  // namespace
}  // namespace gatehouse::http
