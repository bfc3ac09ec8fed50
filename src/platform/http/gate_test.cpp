#include "platform/http/gate.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

int status_of(Headers headers, Version version = Version::http_1_1) {
  const auto framing = pass_gate(version, headers);
  return framing ? 200 : framing.error().status;
}

Framing framing_of(Headers headers, Version version = Version::http_1_1) {
  return pass_gate(version, headers).value_or(Framing{.length = 999});
}

const Headers::value_type host{"host", "a.example"};

TEST(Gate, ReadsHowTheBodyIsDelimited) {
  EXPECT_EQ(framing_of({host}), Framing{});
  EXPECT_EQ(framing_of({host, {"content-length", "0"}}), Framing{});
  EXPECT_EQ(framing_of({host, {"content-length", "42"}}), Framing{.length = 42});
  EXPECT_EQ(framing_of({host, {"transfer-encoding", "chunked"}}), Framing{.chunked = true});
  EXPECT_EQ(framing_of({host, {"transfer-encoding", "Chunked"}}), Framing{.chunked = true});
}

TEST(Gate, RefusesEveryTransferEncodingButChunked) {
  for (const auto* coding : {"chunked, gzip", "gzip, chunked", "gzip", "identity", "xchunked",
                             "chunked,chunked", "chunked;q=1", "\"chunked\"", ""})
    EXPECT_EQ(status_of({host, {"transfer-encoding", coding}}), 400) << coding;
}

TEST(Gate, RefusesTwoWaysToDelimitABody) {
  EXPECT_EQ(status_of({host, {"transfer-encoding", "chunked"}, {"content-length", "3"}}), 400);
  EXPECT_EQ(status_of({host, {"content-length", "3"}, {"transfer-encoding", "chunked"}}), 400);
  EXPECT_EQ(status_of({host, {"transfer-encoding", "chunked"}, {"transfer-encoding", "chunked"}}), 400);
  EXPECT_EQ(status_of({host, {"content-length", "3"}, {"content-length", "3"}}), 400);
}

TEST(Gate, RefusesTransferEncodingOnHttp10) {
  EXPECT_EQ(status_of({host, {"transfer-encoding", "chunked"}}, Version::http_1_0), 400);
}

TEST(Gate, RefusesALengthThatIsNoNumber) {
  for (const auto* length : {"3, 3", "3,3", "+3", "-1", "0x3", "3a", " 3", "", "1.0", "18446744073709551619",
                             "99999999999999999999999"})
    EXPECT_EQ(status_of({host, {"content-length", length}}), 400) << length;
}

TEST(Gate, WantsExactlyOneHost) {
  EXPECT_EQ(status_of({}), 400);
  EXPECT_EQ(status_of({host, host}), 400);
  EXPECT_EQ(status_of({}, Version::http_1_0), 200);
  EXPECT_EQ(status_of({host, host}, Version::http_1_0), 400);
}

TEST(Gate, TakesHostsThatAreAuthorities) {
  for (const auto* good :
       {"a", "a.example", "a.example:8080", "127.0.0.1:1", "[::1]", "[::1]:65535", "a_b-c.d"})
    EXPECT_TRUE(is_valid_host(good)) << good;
}

TEST(Gate, RefusesHostsThatAreNoAuthorities) {
  for (const auto* bad : {"", ":80", "user@a", "a:99999", "a:0", "a:", "a:-1", "a:+1", "a:80:80", "a/b",
                          "a b", "a,b", "[::1", "::1", "[::1]x", "[]", "[g%]", "a\xff"}) {
    EXPECT_FALSE(is_valid_host(bad)) << bad;
    EXPECT_EQ(status_of({{"host", bad}}), 400) << bad;
    EXPECT_EQ(status_of({{"host", bad}}, Version::http_1_0), 400) << bad;
  }
}

TEST(Gate, MeetsOnlyTheExpectationOfContinue) {
  const Headers::value_type length{"content-length", "3"};
  EXPECT_TRUE(framing_of({host, length, {"expect", "100-Continue"}}).expects_continue);
  EXPECT_FALSE(framing_of({host, {"expect", "100-continue"}}).expects_continue) << "no body is announced";
  EXPECT_FALSE(framing_of({host, length, {"expect", "100-continue"}}, Version::http_1_0).expects_continue);
  EXPECT_EQ(status_of({host, length, {"expect", "200-ok"}}), 417);
  EXPECT_EQ(status_of({host, length, {"expect", ""}}), 417);
  EXPECT_EQ(status_of({host, length, {"expect", "100-continue"}, {"expect", "100-continue"}}), 400);
}

}  // namespace
}  // namespace gatehouse::http
