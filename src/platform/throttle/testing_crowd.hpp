#pragma once

// Many at once, for the tests of this room.

#include <atomic>
#include <thread>
#include <vector>

namespace gatehouse::throttle {

/// How many of `attempts` calls of `admitted`, made together by 16 threads, returned true.
template <class Admitted>
int admitted_of(int attempts, Admitted&& admitted) {
  std::atomic<int> left{attempts};
  std::atomic<int> let_in{0};
  {
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 16; ++i) {
      crowd.emplace_back([&] {
        while (left-- > 0) let_in += admitted() ? 1 : 0;
      });
    }
  }
  return let_in;
}

}  // namespace gatehouse::throttle
