#include "server/supervisor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/supervisor_socket.hpp"

namespace gatehouse::server {
namespace {

using gatehouse::testing::SupervisorSocket;
using std::chrono::milliseconds;

TEST(Supervisor, IsToldOfReadinessLifeAndTheEnd) {
  const SupervisorSocket heard;
  const Supervisor supervisor(heard.variables());
  supervisor.tell_ready();
  EXPECT_EQ(heard.next(), "READY=1");
  supervisor.tell_alive();
  EXPECT_EQ(heard.next(), "WATCHDOG=1");
  supervisor.tell_stopping(milliseconds{2500});
  EXPECT_EQ(heard.next(), "STOPPING=1\nEXTEND_TIMEOUT_USEC=17500000");
}

TEST(Supervisor, IsToldWhenAReloadBegan) {
  const SupervisorSocket heard;
  const Supervisor supervisor(heard.variables());
  supervisor.tell_reloading();
  EXPECT_THAT(heard.next(), ::testing::MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+"));
}

TEST(Supervisor, SaysHowLongSilenceIsTaken) {
  const SupervisorSocket heard;
  const std::string own = "WATCHDOG_PID=" + std::to_string(::getpid());
  const auto watchdog = [&](std::vector<std::string> variables) {
    return Supervisor(heard.variables(std::move(variables))).watchdog();
  };
  EXPECT_EQ(watchdog({"WATCHDOG_USEC=30000000"}), milliseconds{30'000});
  EXPECT_EQ(watchdog({"WATCHDOG_USEC=30000000", own}), milliseconds{30'000});
  EXPECT_EQ(watchdog({"WATCHDOG_USEC=30000000", "WATCHDOG_PID=1"}), std::nullopt)
      << "another process is meant";
  EXPECT_EQ(watchdog({"WATCHDOG_USEC=soon"}), std::nullopt);
  EXPECT_EQ(watchdog({"WATCHDOG_USEC=0"}), std::nullopt);
  EXPECT_EQ(watchdog({}), std::nullopt);
}

TEST(Supervisor, WhereThereIsNoneNobodyIsToldAnything) {
  for (const std::string& address :
       {std::string(), std::string("relative"), std::string("@"), "/" + std::string(200, 'x')}) {
    const Supervisor nobody(std::vector{"NOTIFY_SOCKET=" + address, std::string("WATCHDOG_USEC=30000000")});
    nobody.tell_ready();
    EXPECT_EQ(nobody.watchdog(), std::nullopt) << address;
  }
}

TEST(Supervisor, ThatIsGoneIsNoFault) {
  const Supervisor gone(std::vector<std::string>{"NOTIFY_SOCKET=/nowhere/at/all"});
  EXPECT_NO_THROW(gone.tell_ready());
}

}  // namespace
}  // namespace gatehouse::server
