#include <sys/resource.h>

#include "platform/http/testing_server.hpp"

// Clients that are slow, greedy or too many.

namespace gatehouse::http::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Limited : public ServerTest {};

TEST_F(Limited, HeadersThatNeverEndAreTimedOut) {
  options_.limits.header_timeout = 40ms;
  start();
  RawClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost:");
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 408"));
}

/// Sends an octet now and then; whether the server had enough of it.
bool ends_what_trickles(RawClient& client) {
  constexpr int between_octets = 5;  // milliseconds: far below the limit
  for (int sent = 0; sent < 2'000; ++sent) {
    client.send("a");
    pollfd reply{.fd = client.descriptor(), .events = POLLIN, .revents = 0};
    if (::poll(&reply, 1, between_octets) == 1) return true;
  }
  return false;
}

TEST_F(Limited, AHeadThatTricklesIsTimedOut) {
  options_.limits.header_timeout = 200ms;
  start();
  RawClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Slow: ");
  EXPECT_TRUE(ends_what_trickles(client));
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 408"));
}

TEST_F(Limited, ABodyThatTricklesIsTimedOut) {
  options_.limits.body_timeout = 200ms;
  start();
  RawClient client(address());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n");
  EXPECT_TRUE(ends_what_trickles(client));
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 408"));
}

TEST_F(Limited, WhatIsTimedOutLastedNoLongerThanTheServer) {
  const auto before = std::chrono::steady_clock::now();
  double longest = 0;
  options_.limits.header_timeout = 40ms;
  options_.on_request = [&](const RequestReport& report) { longest = std::max(longest, report.seconds); };
  start();
  RawClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost:");
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 408"));
  EXPECT_TRUE(server_->stop());
  EXPECT_LE(longest, std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count());
}

TEST_F(Limited, HeadersOfALaterRequestAreTimedOutToo) {
  options_.limits.header_timeout = 40ms;
  start();
  RawClient client(address());
  client.send(get("/echo"));
  client.reply();
  client.send("GET");
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 408"));
}

TEST_F(Limited, AConnectionThatNeverSpeaksIsClosedWithoutAWord) {
  options_.limits.header_timeout = 40ms;
  start();
  RawClient client(address());
  EXPECT_EQ(client.rest(), "");
}

TEST_F(Limited, AnIdleConnectionIsClosedWithoutAWord) {
  options_.limits.idle_timeout = 40ms;
  start();
  RawClient client(address());
  client.send(get("/echo"));
  client.reply();
  EXPECT_EQ(client.rest(), "");
}

TEST_F(Limited, ABodyThatNeverEndsIsTimedOut) {
  options_.limits.body_timeout = 40ms;
  start();
  RawClient client(address());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 408"));
  RawClient waiting(address());
  waiting.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(waiting.rest(), HasSubstr("HTTP/1.1 408"));
}

TEST_F(Limited, AClientThatReadsNothingIsCutOff) {
  options_.limits.write_timeout = 40ms;
  start();
  RawClient client(address());
  std::string requests;
  for (int i = 0; i < 1'000; ++i) requests += get("/echo?" + std::string(7'000, 'a'));
  client.send(requests);  // returns although the replies fill every buffer in between: the server gave up
  for (int tries = 0; server_->connections() > 0 && tries < 20'000; ++tries) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(Limited, OneConnectionTooManyIsTurnedAwayAtOnce) {
  options_.limits.max_connections = 2;
  start();
  RawClient first(address());
  RawClient second(address());
  for (RawClient* client : {&first, &second}) {
    client->send(get("/echo"));
    EXPECT_THAT(client->reply(), StartsWith("HTTP/1.1 200"));
  }
  RawClient third(address());
  const std::string refusal = third.rest();
  EXPECT_THAT(refusal, StartsWith("HTTP/1.1 503"));
  EXPECT_THAT(refusal, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_EQ(server_->turned_away(), 1u);
  first.close();
  while (server_->connections() > 1) std::this_thread::sleep_for(1ms);
  RawClient fourth(address());
  fourth.send(get("/echo"));
  EXPECT_THAT(fourth.reply(), StartsWith("HTTP/1.1 200"));
}

/// Takes every descriptor that this process may still open.
class AllDescriptors {
 public:
  AllDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit few{.rlim_cur = 256, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    for (int taken = ::dup(0); taken >= 0; taken = ::dup(0)) taken_.push_back(taken);
  }
  ~AllDescriptors() { give_back(); }
  void give_back() {
    for (const int taken : taken_) ::close(taken);
    taken_.clear();
    setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_{};
  std::vector<int> taken_;
};

TEST_F(Limited, AConnectionWaitsWhereNoDescriptorIsLeft) {
  start();
  RawClient old(address());
  old.send(get("/echo"));
  old.reply();
  RawClient fresh = RawClient::unconnected(address());
  {
    const AllDescriptors taken;
    fresh.connect(address());
    fresh.send(get("/echo"));
    old.send(get("/data"));
    EXPECT_THAT(old.reply(), StartsWith("HTTP/1.1 200")) << "those that are open are served";
  }
  EXPECT_THAT(fresh.reply(), StartsWith("HTTP/1.1 200")) << "and the other one once it can be";
}

}  // namespace
}  // namespace gatehouse::http::testing
