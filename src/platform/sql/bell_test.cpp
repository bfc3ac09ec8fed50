#include "platform/sql/bell.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace gatehouse::sql {
namespace {

using namespace std::chrono_literals;

TEST(Bell, DoesNotLetOneWaitWhoHasNotHeardTheLastRing) {
  Bell bell;
  const auto heard = bell.rung();
  bell.ring();
  bell.wait(heard, 1h);
}

TEST(Bell, WakesEverybodyWhoWaits) {
  Bell bell;
  std::vector<std::thread> waiting;
  for (int i = 0; i < 4; ++i) waiting.emplace_back([&bell] { bell.wait(0, 1h); });
  bell.ring();
  for (std::thread& thread : waiting) thread.join();
  EXPECT_EQ(bell.rung(), 1u);
}

TEST(Bell, LetsNobodyWaitOnceItHasStopped) {
  Bell bell;
  bell.ring();
  bell.stop();
  bell.wait(1, 1h);
  bell.wait_deaf(1h);
  EXPECT_TRUE(bell.stopping());
}

TEST(Bell, IsNotWaitedForLongerThanSaid) {
  Bell bell;
  bell.wait(0, 1ms);
  bell.wait_deaf(1ms);
  EXPECT_FALSE(bell.stopping());
}

}  // namespace
}  // namespace gatehouse::sql
