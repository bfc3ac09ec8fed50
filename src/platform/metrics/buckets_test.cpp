#include "platform/metrics/buckets.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <thread>

namespace gatehouse::metrics {
namespace {

TEST(Buckets, HoldWhatIsAtMostTheirBound) {
  Buckets buckets({1, 2});
  for (const double value : {0.5, 1.0, 1.5, 2.0, 2.5, 99.0}) buckets.observe(value);
  EXPECT_EQ(buckets.size(), 3U);
  for (const std::size_t bucket : {0U, 1U, 2U}) EXPECT_EQ(buckets.count(bucket), 2U);
  EXPECT_EQ(buckets.bound(1), 2);
  EXPECT_TRUE(std::isinf(buckets.bound(2)));
  EXPECT_DOUBLE_EQ(buckets.sum(), 106.5);
}

TEST(Buckets, LoseNothingOfManyThreads) {
  Buckets buckets({1});
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 1'000; ++n) buckets.observe(0.5);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(buckets.count(0), 8'000U);
  EXPECT_DOUBLE_EQ(buckets.sum(), 4'000);
}

TEST(Buckets, HaveAnEnd) {
  EXPECT_THROW(Buckets(std::vector<double>(Buckets::most_bounds + 1, 1.0)), std::logic_error);
}

}  // namespace
}  // namespace gatehouse::metrics
