#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <thread>
#include <vector>

#include "tests/support/pipe.hpp"

namespace gatehouse::log {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using tests::Pipe;

class Log : public testing::Test {
 protected:
  Log() { to_descriptor(pipe_.writing_end()); }
  ~Log() override {
    stop();
    to_descriptor(STDOUT_FILENO);
  }

  std::string written() {
    stop();
    return pipe_.read_available();
  }

  Pipe pipe_;
};

TEST_F(Log, WritesOneJsonLineForAnEvent) {
  start(Level::info);
  info("listening", {{"address", "127.0.0.1:8080"}, {"port", std::int64_t{8080}}});
  EXPECT_THAT(written(), MatchesRegex(R"(\{"ts":"20[-0-9T:.]+Z","level":"info","event":"listening",)"
                                      R"("address":"127.0.0.1:8080","port":8080\}.)"));
}

TEST_F(Log, WritesWhatIsAtLeastOfItsLevel) {
  start(Level::warn);
  debug("a");
  info("b");
  warn("c");
  error("d");
  EXPECT_THAT(written(), AllOf(Not(HasSubstr("\"a\"")), Not(HasSubstr("\"b\"")), HasSubstr("\"c\""),
                               HasSubstr("\"d\"")));
}

TEST_F(Log, WritesAtOnceBeforeItsStart) {
  warn("early");
  EXPECT_THAT(pipe_.read_available(), HasSubstr("\"event\":\"early\""));
}

TEST_F(Log, StartsAgainAfterAStop) {
  start(Level::info);
  stop();
  start(Level::info);
  info("again");
  EXPECT_THAT(written(), HasSubstr("again"));
}

TEST_F(Log, CarriesTheRequestIdWithinItsScopeOnly) {
  start(Level::info);
  {
    const RequestScope outer("outer-id");
    {
      const RequestScope inner("inner-id");
      info("one");
    }
    info("two");
  }
  info("three");
  EXPECT_THAT(written(), AllOf(HasSubstr(R"("event":"one","request_id":"inner-id"})"),
                               HasSubstr(R"("event":"two","request_id":"outer-id"})"),
                               HasSubstr(R"("event":"three"})")));
}

TEST_F(Log, KeepsLinesOfManyThreadsWhole) {
  start(Level::info);
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([] {
      for (int n = 0; n < 50; ++n) info("tick", {{"n", std::int64_t{n}}});
    });
  }
  for (auto& writer : writers) writer.join();
  const std::string all = written();
  std::size_t lines = 0;
  for (std::size_t at = 0; at < all.size(); ++lines) {
    const std::size_t end = all.find('\n', at);
    ASSERT_THAT(all.substr(at, end - at), MatchesRegex(R"(\{"ts":[^{}]*"event":"tick","n":[0-9]+\})"));
    at = end + 1;
  }
  EXPECT_EQ(lines, 200U);
}

TEST_F(Log, DropsAndCountsWhatAStalledReaderDoesNotTake) {
  start(Level::info);
  pipe_.fill();
  const std::uint64_t before = dropped();
  const std::string padding(1'000, 'x');
  for (int n = 0; n < 5'000; ++n) info("tick", {{"padding", std::string_view(padding)}});
  EXPECT_GT(dropped(), before);

  std::string all;
  std::thread reader([&] { all = pipe_.read_all(); });
  stop();
  pipe_.close_writing_end();
  reader.join();
  EXPECT_NE(all.find(R"("event":"log_lines_dropped","count":)"), std::string::npos);
}

TEST_F(Log, StopsThoughNobodyReads) {
  pipe_.fill();
  start(Level::info);
  const std::uint64_t before = dropped();
  for (int n = 0; n < 3; ++n) info("tick");
  stop();
  EXPECT_EQ(dropped(), before + 3);
}

TEST_F(Log, TakesNoSignalFromTheThreadThatWaitsForIt) {
  start(Level::info);  // before anybody blocks the signal
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
  kill(getpid(), SIGUSR1);  // would end the process in a thread that does not block it
  int taken = 0;
  sigwait(&awaited, &taken);
  EXPECT_EQ(taken, SIGUSR1);
}

TEST_F(Log, DeliversPastTheLevelAndTheQueue) {
  start(Level::error);
  EXPECT_TRUE(deliver("verification_code", {{"verify_code", "042137"}}, milliseconds{1000}));
  EXPECT_THAT(pipe_.read_available(),
              HasSubstr(R"("level":"info","event":"verification_code","verify_code":"042137"})"));
}

TEST_F(Log, SaysThatADeliveryWasNotTaken) {
  pipe_.fill();
  EXPECT_FALSE(deliver("verification_code", {}, milliseconds{20}));
}

TEST_F(Log, SaysThatADeliveryWasNotTakenWhileItsOwnThreadIsStalled) {
  pipe_.fill();
  start(Level::info);
  info("tick");
  EXPECT_FALSE(deliver("verification_code", {}, milliseconds{20}));
}

}  // namespace
}  // namespace gatehouse::log
