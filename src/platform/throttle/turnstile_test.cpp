#include "platform/throttle/turnstile.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace gatehouse::throttle {
namespace {

constexpr std::chrono::hours patience{1};

TEST(ATurnstile, LetsNoMoreInThanItsWidth) {
  Turnstile turnstile(3);
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  {
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 16; ++i) {
      crowd.emplace_back([&] {
        for (int round = 0; round < 50; ++round) {
          turnstile.enter("kim", patience);
          const int now = ++inside;
          for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
          }
          std::this_thread::yield();
          --inside;
          turnstile.leave("kim");
        }
      });
    }
  }
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 1);
}

TEST(ATurnstile, KeepsSubjectsApart) {
  Turnstile turnstile(1);
  turnstile.enter("kim", patience);
  turnstile.enter("lee", patience);
  turnstile.leave("kim");
  turnstile.enter("kim", patience);
}

TEST(ATurnstile, LosesItsPatience) {
  Turnstile turnstile(1);
  turnstile.enter("kim", patience);
  turnstile.enter("kim", std::chrono::milliseconds{0});
}

}  // namespace
}  // namespace gatehouse::throttle
