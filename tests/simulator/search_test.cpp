#include "tests/simulator/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gatehouse::simulator {
namespace {

std::ptrdiff_t count(const Trace& trace, Act act) { return std::ranges::count(trace, act, &Operation::act); }

/// Fails where somebody signs up and later three wait.
std::optional<Failure> three_waits(const Trace& trace) {
  const auto first = std::ranges::find(trace, Act::sign_up, &Operation::act);
  if (count({first, trace.end()}, Act::wait) < 3) return std::nullopt;
  return Failure{trace.size() - 1, "three wait"};
}

TEST(Traces, AreReadAsTheyAreWritten) {
  for (const Operation& operation : generate(7, 500)) {
    const std::string line = to_text(operation);
    EXPECT_EQ(to_text(parse_operation(line)), line);
  }
}

TEST(Traces, OfAnotherKindAreRefused) {
  for (const char* line :
       {"", "dance 1 2 3 4 5", "wait 1", "wait 1 2 3 4 5 crash", "wait 1 2 3 4 5 thrice"}) {
    EXPECT_THROW(parse_operation(line), std::runtime_error) << line;
  }
}

TEST(Traces, AreTheSameForTheSameSeed) {
  const auto text = [](std::uint64_t seed) {
    std::string all;
    for (const Operation& operation : generate(seed, 200)) all += to_text(operation) + '\n';
    return all;
  };
  EXPECT_EQ(text(3), text(3));
  EXPECT_NE(text(3), text(4));
}

TEST(Shrinking, LeavesNothingThatTheFailureDoesNotNeed) {
  const Trace trace = generate(11, 400);
  ASSERT_TRUE(three_waits(trace));
  const Trace part = shrunk(trace, three_waits);
  EXPECT_EQ(part.size(), 4U);
  EXPECT_EQ(part.front().act, Act::sign_up);
  EXPECT_EQ(count(part, Act::wait), 3);
  for (const Operation& operation : part) {
    EXPECT_EQ(operation.crash.commit, 0);
    EXPECT_FALSE(operation.twice);
  }
}

TEST(Shrinking, CutsWhatComesAfterTheFailure) {
  const auto second = [](const Trace& trace) {
    return trace.size() > 1 ? std::optional(Failure{1, "two"}) : std::nullopt;
  };
  EXPECT_EQ(shrunk(generate(1, 300), second).size(), 2U);
}

}  // namespace
}  // namespace gatehouse::simulator
