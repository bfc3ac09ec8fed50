#include <thread>

#include "platform/http/testing_server.hpp"

// Stopping: what is in flight is answered, what is idle is closed, what does not end is cut off.

namespace gatehouse::http::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Responsive : public ServerTest {
 protected:
  static std::chrono::steady_clock::time_point in(std::chrono::milliseconds time) {
    return std::chrono::steady_clock::now() + time;
  }
};

TEST_F(Responsive, IsAServerWhoseConnectionThreadsAllTurn) {
  start();
  EXPECT_TRUE(server_->is_responsive(in(10s)));
}

TEST_F(Responsive, IsNoServerOneOfWhoseConnectionThreadsIsStuck) {
  start();
  RawClient client(address());
  client.send(get("/stuck"));
  dispatcher_.barrier.wait_for(1);
  EXPECT_FALSE(server_->is_responsive(in(20ms))) << "the other thread turns";
  dispatcher_.barrier.open();
  EXPECT_TRUE(server_->is_responsive(in(10s)));
}

TEST_F(Responsive, IsAServerWhoseLanesAreBusy) {
  start();
  RawClient client(address());
  client.send(get("/held"));
  dispatcher_.barrier.wait_for(1);
  EXPECT_TRUE(server_->is_responsive(in(10s)));
  dispatcher_.barrier.open();
}

TEST_F(Responsive, IsNoServerThatHasStopped) {
  start();
  server_->stop();
  EXPECT_FALSE(server_->is_responsive(in(20ms)));
}

class Leaving : public ServerTest {};

TEST_F(Leaving, EndsEachConnectionWithItsNextReply) {
  start();
  RawClient client(address());
  client.send(get("/echo"));
  EXPECT_THAT(client.reply(), Not(HasSubstr("Connection: close")));
  server_->begin_leaving();
  client.send(get("/echo"));
  const std::string last = client.rest();
  EXPECT_THAT(last, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(last, HasSubstr("Connection: close\r\n"));
}

TEST_F(Leaving, TakesNewConnections) {
  start();
  server_->begin_leaving();
  RawClient client(address());
  client.send(get("/echo"));
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 200"));
}

class Stopping : public ServerTest {};

TEST_F(Stopping, ClosesIdleConnections) {
  start();
  RawClient used(address());
  used.send(get("/echo"));
  used.reply();
  RawClient silent(address());
  while (server_->connections() < 2) std::this_thread::sleep_for(1ms);
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(used.rest(), "");
  EXPECT_EQ(silent.rest(), "");
  EXPECT_EQ(server_->connections(), 0u);
}

TEST_F(Stopping, AnswersWhatTheSystemHasTakenForAThreadThatWasBusy) {
  options_.threads = 1;
  start();
  RawClient busy(address());
  busy.send(get("/stuck"));
  dispatcher_.barrier.wait_for(1);
  RawClient late(address());
  late.send(get("/echo"));
  std::thread stop([&] { EXPECT_TRUE(server_->stop()); });
  std::this_thread::sleep_for(50ms);
  dispatcher_.barrier.open();
  EXPECT_THAT(late.rest(), StartsWith("HTTP/1.1 200"));
  stop.join();
}

TEST_F(Stopping, AnswersWhatIsInFlight) {
  start();
  RawClient client(address());
  client.send(get("/held"));
  dispatcher_.barrier.wait_for(1);
  std::thread stop([&] { EXPECT_TRUE(server_->stop()); });
  while (accepts(address())) std::this_thread::sleep_for(1ms);
  dispatcher_.barrier.open();
  const std::string reply = client.rest();
  stop.join();
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(reply, HasSubstr("Connection: close\r\n"));
}

TEST_F(Stopping, CutsOffWhatDoesNotEnd) {
  start();
  RawClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost:");
  while (server_->connections() < 1) std::this_thread::sleep_for(1ms);
  EXPECT_FALSE(server_->stop(10ms));
  EXPECT_EQ(client.rest(), "");
}

TEST_F(Stopping, TwiceIsHarmless) {
  start();
  EXPECT_TRUE(server_->stop());
  EXPECT_TRUE(server_->stop());
}

TEST_F(Stopping, FreesThePort) {
  start();
  options_.listen = address();
  EXPECT_TRUE(server_->stop());
  start();
  RawClient client(address());
  client.send(get("/echo"));
  EXPECT_THAT(client.reply(), StartsWith("HTTP/1.1 200"));
}

TEST_F(Stopping, UnderLoadLosesNoReplyThatWasBegun) {
  start();
  std::atomic<bool> stopped = false;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&, at = address()] {
      RawClient client(at);
      while (!stopped) {
        client.send(get("/data"));
        const std::string reply = client.reply();
        if (reply.empty()) return;
        EXPECT_THAT(reply, EndsWith("GET /data? "));
      }
    });
  std::this_thread::sleep_for(20ms);
  EXPECT_TRUE(server_->stop());
  stopped = true;
  for (auto& client : clients) client.join();
}

}  // namespace
}  // namespace gatehouse::http::testing
