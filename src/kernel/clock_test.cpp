#include "kernel/clock.hpp"

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

TEST(Rfc3339, WritesMillisecondsAndZ) {
  EXPECT_EQ(to_rfc3339(from_millis(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(from_millis(1'795'339'800'125)), "2026-11-22T09:30:00.125Z");
}

TEST(Rfc3339, WritesTheDayBefore1970) { EXPECT_EQ(to_rfc3339(from_millis(-1)), "1969-12-31T23:59:59.999Z"); }

TEST(Rfc3339, IsAppended) {
  std::string text = "at ";
  append_rfc3339(text, from_millis(951'782'400'007));
  EXPECT_EQ(text, "at 2000-02-29T00:00:00.007Z");
}

TEST(SystemClock, GoesForwardOnTheMonotonicSide) {
  const SystemClock clock;
  const auto before = clock.monotonic();
  EXPECT_LE(before, clock.monotonic());
  EXPECT_GT(clock.now(), from_millis(1'700'000'000'000));
}

}  // namespace
}  // namespace gatehouse
