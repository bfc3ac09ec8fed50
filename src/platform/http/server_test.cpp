#include "platform/http/server.hpp"

#include <mutex>

#include "platform/http/testing_server.hpp"

namespace gatehouse::http::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

class AServer : public ServerTest {};

TEST_F(AServer, AnswersAndKeepsTheConnection) {
  start();
  RawClient client(address());
  client.send(get("/echo?a=1"));
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\nGET /echo?a=1 "));
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\nPOST /echo? hi"));
  client.send("PUT /data HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\nPUT /data? hi"));
}

TEST_F(AServer, ClosesWhereTheClientAsksForIt) {
  start();
  RawClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.rest(), HasSubstr("Connection: close\r\n"));
}

TEST_F(AServer, BelievesTheProxiesThatItTrustsAboutEachRequest) {
  options_.trusted_proxies = {*AddressRange::parse("127.0.0.0/8")};
  start();
  RawClient client(address());
  client.send("GET /peer HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\n192.0.2.7"));
  client.send(get("/peer"));
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\n127.0.0.1"));
}

TEST_F(AServer, BelievesNobodyElseAboutThat) {
  start();
  RawClient client(address());
  client.send("GET /peer HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
  EXPECT_THAT(client.reply(), EndsWith("\r\n\r\n127.0.0.1"));
}

TEST_F(AServer, SpeaksHttp10) {
  start();
  RawClient closing(address());
  closing.send("GET /echo HTTP/1.0\r\n\r\n");
  EXPECT_THAT(closing.rest(), EndsWith("GET /echo? "));
  RawClient keeping(address());
  keeping.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(keeping.reply(), HasSubstr("Connection: keep-alive\r\n"));
  keeping.send("GET /echo HTTP/1.0\r\n\r\n");
  EXPECT_THAT(keeping.rest(), EndsWith("GET /echo? "));
}

TEST_F(AServer, AnswersPipelinedRequestsInOrder) {
  start();
  RawClient client(address());
  std::string all;
  for (int i = 0; i < 1000; ++i) all += get((i % 7 == 0 ? "/data?" : "/echo?") + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 1000; ++i) ASSERT_THAT(client.reply(), HasSubstr("?" + std::to_string(i) + " ")) << i;
}

TEST_F(AServer, AnswersHeadWithTheHeadersOfGet) {
  start();
  RawClient client(address());
  client.send("HEAD /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string reply = client.reply(true);
  EXPECT_THAT(reply, HasSubstr("Content-Length: 11\r\n"));
  EXPECT_THAT(reply, EndsWith("\r\n\r\n"));
  client.send(get("/echo"));
  EXPECT_THAT(client.reply(), StartsWith("HTTP/1.1 200")) << "no body was left between them";
}

TEST_F(AServer, KeepsAValidRequestIdAndReplacesAnother) {
  start();
  RawClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine-1\r\n\r\n");
  EXPECT_THAT(client.reply(), HasSubstr("X-Request-Id: mine-1\r\n"));
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Request-Id: not mine\r\n\r\n");
  EXPECT_THAT(client.reply(), Not(HasSubstr("not mine")));
  client.send("GET /echo HTTP/1.1\r\nX-Request-Id: mine-2\r\n\r\n");
  EXPECT_THAT(client.rest(), HasSubstr("X-Request-Id: mine-2\r\n")) << "on what the gate refuses, too";
}

TEST_F(AServer, NamesNeitherItselfNorItsLibraries) {
  start();
  RawClient client(address());
  client.send(get("/echo"));
  const std::string reply = client.reply();
  EXPECT_THAT(reply, Not(HasSubstr("Server:")));
  EXPECT_THAT(reply, HasSubstr("\r\nDate: "));
  EXPECT_THAT(reply, HasSubstr("\r\nCache-Control: no-store\r\n"));
  EXPECT_THAT(reply, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"));
}

TEST_F(AServer, SendsContinueOnlyToWhomItWaitsFor) {
  start();
  RawClient client(address());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.reply(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  EXPECT_THAT(client.reply(), EndsWith("POST /echo? hi"));
  client.send("POST /nowhere HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 404"));
}

TEST_F(AServer, IgnoresWishesToUpgrade) {
  start();
  RawClient client(address());
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n");
  EXPECT_THAT(client.reply(), StartsWith("HTTP/1.1 200"));
}

TEST_F(AServer, AnswersAClientThatHasOnlyHalfClosed) {
  start();
  RawClient client(address());
  client.send(get("/data"));
  client.half_close();
  EXPECT_THAT(client.rest(), EndsWith("GET /data? "));
}

TEST_F(AServer, OutlivesWhatItsEndpointsThrow) {
  start();
  for (const auto* path : {"/throw", "/split", "/match"}) {
    RawClient client(address());
    client.send(get(path));
    EXPECT_THAT(client.reply(), StartsWith("HTTP/1.1 500")) << path;
  }
  RawClient client(address());
  client.send(get("/down"));
  EXPECT_THAT(client.reply(), HasSubstr("Retry-After: 7\r\n"));
  client.send(get("/echo"));
  EXPECT_THAT(client.reply(), StartsWith("HTTP/1.1 200"));
}

TEST_F(AServer, ReportsEachRequestOnceAndEmptyConnectionsNever) {
  std::mutex mutex;
  std::vector<std::string> reports;
  options_.on_request = [&](const RequestReport& report) {
    const std::lock_guard lock(mutex);
    reports.push_back(std::string(report.method) + " " + std::string(report.route) + " " +
                      std::to_string(report.status));
  };
  start();
  for (int i = 0; i < 50; ++i) RawClient{address()}.reset();
  RawClient client(address());
  client.send("HEAD /echo?secret HTTP/1.1\r\nHost: a\r\n\r\n" + get("/unknown") + "garbage\r\n");
  client.rest();
  EXPECT_TRUE(server_->stop());
  EXPECT_THAT(reports, ::testing::ElementsAre("HEAD /echo 200", "GET unmatched 404", "- refused 400"));
}

TEST_F(AServer, ListensOnIpv6AndTellsItsPort) {
  options_.listen = {"::1", 0};
  start();
  EXPECT_NE(address().port, 0);
  RawClient client(address());
  client.send(get("/echo"));
  EXPECT_THAT(client.reply(), StartsWith("HTTP/1.1 200"));
}

TEST_F(AServer, RefusesToShareThePortOfAnother) {
  start();
  ServerOptions same = options_;
  same.listen = address();
  Server second(same, dispatcher_, {*data_, *hashing_});
  try {
    second.start();
    FAIL() << "it listens beside the first";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), MatchesRegex("cannot listen on 127.0.0.1:[0-9]+: Address already in use.*"));
  }
}

}  // namespace
}  // namespace gatehouse::http::testing
