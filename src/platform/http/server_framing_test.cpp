#include "platform/http/testing_server.hpp"

// What must never leave the connection open, nor be answered twice: after each of these two readers of HTTP
// may disagree about where the next request begins.

namespace gatehouse::http::testing {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Framing : public ServerTest {
 protected:
  /// Sends it with another request right behind, and expects one reply and the end.
  void expect_refusal(std::string_view bytes, int status) {
    RawClient client(address());
    client.send(std::string(bytes) + get("/echo?smuggled"));
    const std::string all = client.rest();
    EXPECT_THAT(all, StartsWith("HTTP/1.1 " + std::to_string(status))) << bytes;
    EXPECT_EQ(count_of(all, "HTTP/1.1 "), 1u) << bytes;
    EXPECT_THAT(all, HasSubstr("Connection: close\r\n")) << bytes;
    EXPECT_THAT(all, Not(HasSubstr("smuggled"))) << bytes;
  }

  void expect_refusal_of_headers(std::string_view headers, int status, std::string_view body = "") {
    expect_refusal("POST /echo HTTP/1.1\r\nHost: a\r\n" + std::string(headers) + "\r\n" + std::string(body),
                   status);
  }
};

TEST_F(Framing, OfTwoLengthsIsRefused) {
  start();
  expect_refusal_of_headers("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", 400, "0\r\n\r\n");
  expect_refusal_of_headers("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", 400, "0\r\n\r\n");
  expect_refusal_of_headers("Content-Length: 3\r\nContent-Length: 3\r\n", 400, "abc");
  expect_refusal_of_headers("Content-Length: 3\r\nContent-Length: 4\r\n", 400, "abc");
  expect_refusal_of_headers("Content-Length: 3, 3\r\n", 400, "abc");
}

TEST_F(Framing, ByAnyOtherCodingIsRefused) {
  start();
  for (const auto* value : {"chunked, gzip", "gzip", "identity", "xchunked", "chunked,chunked", "\tchunked",
                            "chunked\t", " chunked", "x\r\n chunked"})
    expect_refusal_of_headers("Transfer-Encoding: " + std::string(value) + "\r\n", 400, "0\r\n\r\n");
  expect_refusal_of_headers("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400, "0\r\n\r\n");
  expect_refusal("POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
}

TEST_F(Framing, ByAMisshapenLengthIsRefused) {
  start();
  for (const auto* value : {"+3", "-1", "0x3", "3 ", "18446744073709551619", "", "3;"})
    expect_refusal_of_headers("Content-Length: " + std::string(value) + "\r\n", 400, "abc");
}

TEST_F(Framing, ByMisshapenChunksIsRefused) {
  start();
  for (const auto* body : {"0x3\r\nabc\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFF1\r\n", "3\r\nabc0\r\n\r\n",
                           "3\nabc\n0\n\n", "3;a=\"\n\"\r\nabc\r\n0\r\n\r\n", "3;a=b\r\nabc\r\n0\r\n\r\n",
                           "0\r\nContent-Length: 30\r\n\r\n", "0\r\nAuthorization: Bearer x\r\n\r\n"})
    expect_refusal_of_headers("Transfer-Encoding: chunked\r\n", 400, body);
}

TEST_F(Framing, OfHeadsThatReadersDisagreeAboutIsRefused) {
  start();
  expect_refusal("GET /echo HTTP/1.1\nHost: a\n\n", 400);
  expect_refusal("GET /echo HTTP/1.1\r\n\r\n", 400);
  expect_refusal_of_headers("Host: b\r\n", 400);
  expect_refusal_of_headers("X: a\r\n b\r\n", 400);
  expect_refusal_of_headers("X : a\r\n", 400);
  expect_refusal_of_headers("X: a\rb\r\n", 400);
  expect_refusal_of_headers(std::string_view("X: a\0b\r\n", 8), 400);
  expect_refusal_of_headers("Expect: 200-ok\r\n", 417);
  expect_refusal("GET http://b/echo HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  expect_refusal("GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  expect_refusal("GET /echo HTTP/1.1\r\nHost: user@a\r\n\r\n", 400);
}

TEST_F(Framing, OfOtherProtocolsIsRefused) {
  start();
  expect_refusal("GET /\r\n", 400);
  expect_refusal("GET /echo HTTP/1.2\r\nHost: a\r\n\r\n", 505);
  expect_refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
  expect_refusal("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  expect_refusal("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400);
}

TEST_F(Framing, OfWhatIsTooLargeIsRefused) {
  start();
  expect_refusal("GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\n", 414);
  expect_refusal_of_headers("X: " + std::string(1'000'000, 'a') + "\r\n", 431);
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "a: b\r\n";
  expect_refusal_of_headers(many, 431);
  expect_refusal_of_headers("Content-Length: 1099511627776\r\n", 413);
  expect_refusal_of_headers("Content-Length: 16385\r\n", 413, std::string(16'385, 'a'));
  expect_refusal_of_headers("Transfer-Encoding: chunked\r\n", 413,
                            "4001\r\n" + std::string(0x4001, 'a') + "\r\n0\r\n\r\n");
}

TEST_F(Framing, OfABodyThatNobodyReadsEndsTheConnection) {
  start();
  expect_refusal("POST /unknown HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 404);
}

TEST_F(Framing, LetsTheGoodOnesThroughUntilTheFirstBadOne) {
  start();
  RawClient client(address());
  client.send(get("/echo?1") + get("/data?2") + "GET /echo?3 HTTP/1.1\r\n\r\n" + get("/echo?4"));
  EXPECT_THAT(client.reply(), HasSubstr("?1 "));
  EXPECT_THAT(client.reply(), HasSubstr("?2 "));
  EXPECT_THAT(client.reply(), StartsWith("HTTP/1.1 400"));
  EXPECT_TRUE(client.is_closed_by_server());
}

}  // namespace
}  // namespace gatehouse::http::testing
