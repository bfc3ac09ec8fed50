#include "platform/sql/fiber.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>

namespace gatehouse::sql {
namespace {

TEST(AFiber, StopsInTheMiddleAndGoesOn) {
  std::string said;
  Fiber fiber;
  fiber.start([&] {
    said += "a";
    fiber.suspend();
    said += "c";
  });
  EXPECT_TRUE(fiber.busy());
  said += "b";
  fiber.resume();
  EXPECT_FALSE(fiber.busy());
  EXPECT_EQ(said, "abc");
}

TEST(AFiber, RunsOneBodyAfterAnother) {
  int runs = 0;
  Fiber fiber;
  for (int i = 0; i < 3; ++i) {
    fiber.start([&] {
      ++runs;
      fiber.suspend();
      ++runs;
    });
    EXPECT_THROW(fiber.start([] {}), std::logic_error);
    fiber.resume();
  }
  EXPECT_EQ(runs, 6);
}

TEST(AFiber, HasTheExceptionsThatItHandlesForItself) {
  std::array<Fiber, 2> fibers;
  std::array<std::string, 2> caught;
  const auto body = [&](std::size_t self) {
    return [&, self] {
      try {
        throw std::runtime_error(std::to_string(self));
      } catch (const std::runtime_error&) {
        fibers[self].suspend();
        try {
          throw;
        } catch (const std::runtime_error& mine) {
          caught[self] = mine.what();
        }
      }
    };
  };
  fibers[0].start(body(0));
  fibers[1].start(body(1));
  fibers[0].resume();
  fibers[1].resume();
  EXPECT_EQ(caught[0], "0");
  EXPECT_EQ(caught[1], "1");
  EXPECT_EQ(std::current_exception(), nullptr);
}

}  // namespace
}  // namespace gatehouse::sql
