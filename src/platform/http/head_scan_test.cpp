#include "platform/http/head_scan.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::http {
namespace {

const Limits limits;

int status_of(std::string_view bytes) {
  HeadScan scan(limits);
  const auto found = scan.scan(bytes);
  if (!found) return found.error().status;
  return *found ? 200 : 0;  // 0: it waits for more
}

std::string with_header(std::string_view line) {
  return "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(line) + "\r\n\r\n";
}

TEST(HeadScan, FindsTheEndOfAHead) {
  const std::string head = "GET /a?b HTTP/1.1\r\nHost: a\r\nX-Empty:\r\n\r\n";
  HeadScan scan(limits);
  const auto found = scan.scan(head + "GET /next");
  ASSERT_TRUE(found && *found);
  EXPECT_EQ(**found, head.size());
}

TEST(HeadScan, GoesOnWhereItStoppedByteByByte) {
  const std::string head = "POST /a HTTP/1.0\r\nHost: a\r\nContent-Length: 3\r\n\r\n";
  HeadScan scan(limits);
  for (std::size_t size = 0; size < head.size(); ++size) {
    const auto found = scan.scan(std::string_view(head).substr(0, size));
    ASSERT_TRUE(found && !*found) << size;
  }
  const auto found = scan.scan(head);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ(**found, head.size());
}

TEST(HeadScan, RefusesWhatIsNoLineEnding) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\nHost: a\n\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"), 400);
  EXPECT_EQ(status_of("\r\nGET / HTTP/1.1\r\n\r\n"), 400);
}

TEST(HeadScan, RefusesControlCharacters) {
  EXPECT_EQ(status_of(with_header(std::string("X: a\0b", 6))), 400);
  EXPECT_EQ(status_of(with_header("X: a\x01")), 400);
  EXPECT_EQ(status_of(with_header("X: a\x7f")), 400);
  EXPECT_EQ(status_of(with_header("Transfer-Encoding:\tchunked")), 400);
  EXPECT_EQ(status_of("GET /\x01 HTTP/1.1\r\n"), 400);
  EXPECT_EQ(status_of("\x16\x03\x01\x02"), 400) << "a TLS hello";
}

TEST(HeadScan, TakesOldTextInValuesThatDecideNothing) {
  EXPECT_EQ(status_of(with_header("X: caf\xe9")), 200);
}

TEST(HeadScan, RefusesFoldedAndNamelessHeaders) {
  EXPECT_EQ(status_of(with_header("X: a\r\n b")), 400);
  EXPECT_EQ(status_of(with_header(" X: a")), 400);
  EXPECT_EQ(status_of(with_header("X")), 400);
  EXPECT_EQ(status_of(with_header(": a")), 400);
  EXPECT_EQ(status_of(with_header("X : a")), 400);
  EXPECT_EQ(status_of(with_header("X\xff: a")), 400);
}

TEST(HeadScan, RefusesStraySpacesWhereTheyCouldChangeTheFraming) {
  EXPECT_EQ(status_of(with_header("Content-Length: 3 ")), 400);
  EXPECT_EQ(status_of(with_header("content-length:  3")), 400);
  EXPECT_EQ(status_of(with_header("Transfer-Encoding: chunked ")), 400);
  EXPECT_EQ(status_of(with_header("HOST: a ")), 400);
  EXPECT_EQ(status_of(with_header("Content-Length:3")), 200);
  EXPECT_EQ(status_of(with_header("User-Agent:  a ")), 200);
}

TEST(HeadScan, RefusesTargetsThatAreNoOriginForm) {
  for (const auto* target : {"*", "http://a/", "a:443", "x", "/\xff", "/a#b", "/a b", ""})
    EXPECT_EQ(status_of("GET " + std::string(target) + " HTTP/1.1\r\n"), 400) << target;
}

TEST(HeadScan, LeavesMethodsToTheDispatcherUnlessTheyAreNoTokenOrTooLong) {
  EXPECT_EQ(status_of("get / HTTP/1.1\r\n\r\n"), 200);
  EXPECT_EQ(status_of("BREW / HTTP/1.1\r\n\r\n"), 200);
  EXPECT_EQ(status_of(std::string(4000, 'A') + " / HTTP/1.1\r\n"), 501);
  EXPECT_EQ(status_of("G(T / HTTP/1.1\r\n"), 400);
  EXPECT_EQ(status_of(" / HTTP/1.1\r\n"), 400);
  EXPECT_EQ(status_of("TRACE / HTTP/1.1\r\n\r\n"), 200) << "left to the dispatcher";
}

TEST(HeadScan, RefusesVersionsItDoesNotSpeak) {
  EXPECT_EQ(status_of("GET /\r\n"), 400) << "HTTP/0.9";
  for (const auto* version : {"HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/9.9"})
    EXPECT_EQ(status_of("GET / " + std::string(version) + "\r\n"), 505) << version;
  for (const auto* version :
       {"http/1.1", "HTTP/1", "HTTP/1.", "HTTP/11", "HTTP/1.1x", "HTTP/a.b", "HTTP/1.10"})
    EXPECT_EQ(status_of("GET / " + std::string(version) + "\r\n"), 400) << version;
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
}

TEST(HeadScan, RefusesALongTargetBeforeItIsComplete) {
  EXPECT_EQ(status_of("GET /" + std::string(limits.max_target_bytes + 100, 'a')), 414);
  EXPECT_EQ(status_of("GET /" + std::string(limits.max_target_bytes, 'a') + " HTTP/1.1\r\n"), 414);
  EXPECT_EQ(status_of("GET /" + std::string(limits.max_target_bytes - 1, 'a') + " HTTP/1.1\r\n\r\n"), 200);
}

TEST(HeadScan, RefusesALargeHeaderSectionBeforeItIsComplete) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nX: " + std::string(limits.max_header_bytes, 'a')), 431);
  std::string many = "GET / HTTP/1.1\r\n";
  for (std::size_t i = 0; i < limits.max_header_fields; ++i) many += "a:\r\n";
  EXPECT_EQ(status_of(many + "\r\n"), 200);
  EXPECT_EQ(status_of(many + "a:\r\n"), 431);
}

}  // namespace
}  // namespace gatehouse::http
