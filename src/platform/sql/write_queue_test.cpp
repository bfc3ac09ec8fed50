#include "platform/sql/write_queue.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

std::string why_refused(WriteQueue& queue) {
  try {
    queue.run([](Connection&) { return true; }, Durability::full);
    return "it was not";
  } catch (const Outage& outage) {
    return outage.detail();
  }
}

TEST(WriteQueue, RefusesOneTooManyAtOnce) {
  WriteQueue queue(1, std::chrono::seconds{10});
  std::jthread first([&] { why_refused(queue); });
  while (queue.waiting() == 0) std::this_thread::yield();
  EXPECT_EQ(why_refused(queue), "too many writes wait");
  queue.close();
}

}  // namespace
}  // namespace gatehouse::sql
