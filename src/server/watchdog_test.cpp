#include "server/watchdog.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "tests/support/supervisor_socket.hpp"

namespace gatehouse::server {
namespace {

using gatehouse::testing::SupervisorSocket;

TEST(Watchdog, TellsOfLifeWhileAllLoopsTurn) {
  const SupervisorSocket heard;
  const Supervisor supervisor(heard.variables({"WATCHDOG_USEC=8000"}));
  const Watchdog watchdog(supervisor, [](auto) { return true; });
  EXPECT_EQ(heard.next(), "WATCHDOG=1");
  EXPECT_EQ(heard.next(), "WATCHDOG=1");
}

TEST(Watchdog, AsksForNoLongerThanAQuarterOfTheTimeThereIs) {
  const SupervisorSocket heard;
  const Supervisor supervisor(heard.variables({"WATCHDOG_USEC=8000"}));
  std::atomic<std::int64_t> asked{0};
  const Watchdog watchdog(supervisor, [&](std::chrono::milliseconds patience) {
    asked = patience.count();
    return true;
  });
  heard.next();
  EXPECT_EQ(asked, 2);
}

TEST(Watchdog, IsSilentWhileALoopIsStuckAndTellsAgainOnceItTurns) {
  const SupervisorSocket heard;
  const Supervisor supervisor(heard.variables({"WATCHDOG_USEC=8000"}));
  std::atomic<int> asked{0};
  std::atomic<bool> turns{false};
  const Watchdog watchdog(supervisor, [&](auto) {
    ++asked;
    return turns.load();
  });
  while (asked < 5) std::this_thread::yield();
  EXPECT_EQ(heard.next_if_any(), "");
  turns = true;
  EXPECT_EQ(heard.next(), "WATCHDOG=1");
}

TEST(Watchdog, AsksNobodyWhereNobodyListens) {
  const Supervisor nobody(std::vector<std::string>{});
  const Watchdog watchdog(nobody, [](auto) -> bool { throw std::logic_error("asked"); });
}

}  // namespace
}  // namespace gatehouse::server
