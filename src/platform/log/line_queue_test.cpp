#include "platform/log/line_queue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace gatehouse::log {
namespace {

using testing::EndsWith;
using testing::StartsWith;

std::string line(int number) { return std::to_string(number) + std::string(1'000, '.') + "\n"; }

class Lines : public testing::Test {
 protected:
  Lines() { queue.open(); }

  void push(int from, int to) {
    for (int number = from; number < to; ++number) EXPECT_TRUE(queue.push(line(number)));
  }

  LineQueue queue;
};

TEST_F(Lines, AreTakenTogetherInTheirOrder) {
  queue.push("a\n");
  queue.push("b\n");
  EXPECT_EQ(queue.take(), "a\nb\n");
  queue.push("c\n");
  EXPECT_EQ(queue.take(), "c\n");
}

TEST_F(Lines, AreAwaited) {
  std::thread writer([this] { queue.push("a\n"); });
  EXPECT_EQ(queue.take(), "a\n");
  writer.join();
}

TEST_F(Lines, AreTakenAfterTheEndAndThenNoMore) {
  queue.push("a\n");
  queue.close();
  EXPECT_FALSE(queue.push("b\n"));
  EXPECT_EQ(queue.take(), "a\n");
  EXPECT_EQ(queue.take(), "");
}

TEST_F(Lines, ThatDoNotFitPushOutTheOldest) {
  const int fitting = static_cast<int>(LineQueue::bound / line(1'000).size());
  push(1'000, 1'000 + fitting);
  EXPECT_EQ(queue.overrun(), 0U);
  push(1'000 + fitting, 1'000 + 3 * fitting);
  EXPECT_EQ(queue.overrun(), 2U * static_cast<unsigned>(fitting));
  const std::string_view taken = queue.take();
  EXPECT_EQ(taken.size(), static_cast<std::size_t>(fitting) * line(1'000).size());
  EXPECT_THAT(taken, StartsWith(line(1'000 + 2 * fitting)));
  EXPECT_THAT(taken, EndsWith(line(1'000 + 3 * fitting - 1)));
}

TEST_F(Lines, AreCountedOnceWhenTheyArePushedOut) {
  push(0, 2'000);
  const std::uint64_t first = queue.overrun();
  queue.take();
  push(0, 10);
  EXPECT_EQ(queue.overrun(), first);
}

}  // namespace
}  // namespace gatehouse::log
