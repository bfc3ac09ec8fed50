#include "platform/http/reply_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace gatehouse::http {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::string written(const Reply& reply, ReplyFrame frame = {}) {
  frame.request_id = "id-1";
  frame.date = "today";
  std::string out = "of an earlier reply";
  write_reply(out, reply, frame);
  return out;
}

TEST(ReplyWriter, WritesHeadersAndBodyAsOne) {
  EXPECT_EQ(written({.status = 201, .body = "{}", .headers = {{"Location", "/a/1"}}}),
            "HTTP/1.1 201 Created\r\n"
            "Date: today\r\n"
            "Content-Type: application/json; charset=utf-8\r\n"
            "Content-Length: 2\r\n"
            "X-Request-Id: id-1\r\n"
            "X-Content-Type-Options: nosniff\r\n"
            "Referrer-Policy: no-referrer\r\n"
            "Cross-Origin-Resource-Policy: same-origin\r\n"
            "Location: /a/1\r\n"
            "Cache-Control: no-store\r\n"
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n"
            "\r\n"
            "{}");
}

TEST(ReplyWriter, LeavesCachingToTheReplyThatSpeaksOfIt) {
  const std::string out = written({.headers = {{"cache-control", "max-age=60"}}});
  EXPECT_THAT(out, HasSubstr("cache-control: max-age=60\r\n"));
  EXPECT_THAT(out, Not(HasSubstr("no-store")));
}

TEST(ReplyWriter, LeavesThePolicyToThePageThatSpeaksOfIt) {
  const std::string out = written({.headers = {{"content-security-policy", "style-src 'self'"}}});
  EXPECT_THAT(out, HasSubstr("content-security-policy: style-src 'self'\r\n"));
  EXPECT_THAT(out, Not(HasSubstr("sandbox")));
  EXPECT_THAT(written({.status = 304}), Not(HasSubstr("Policy: default")))
      << "it would replace that of a kept page";
}

TEST(ReplyWriter, HasBrowsersComeBackOverTlsWhereItSpeaksTls) {
  EXPECT_THAT(written({}, {.over_tls = true}),
              HasSubstr("\r\nStrict-Transport-Security: max-age=31536000\r\n"));
  EXPECT_THAT(written({}), Not(HasSubstr("Strict-Transport-Security")));
}

TEST(ReplyWriter, GivesNoBodyWhereTheStatusHasNone) {
  for (const int status : {204, 304}) {
    const std::string out = written({.status = status, .body = "x"});
    EXPECT_THAT(out, EndsWith("\r\n\r\n"));
    EXPECT_THAT(out, Not(HasSubstr("\nContent-Length")));
    EXPECT_THAT(out, Not(HasSubstr("\nContent-Type")));
  }
}

TEST(ReplyWriter, TellsTheLengthOfABodyThatHeadDoesNotGet) {
  const std::string out = written({.body = "four"}, {.head_only = true});
  EXPECT_THAT(out, HasSubstr("Content-Length: 4\r\n"));
  EXPECT_THAT(out, EndsWith("\r\n\r\n"));
}

TEST(ReplyWriter, TellsWhetherTheConnectionGoesOn) {
  EXPECT_THAT(written({}), Not(HasSubstr("Connection:")));
  EXPECT_THAT(written({}, {.keep_alive = false}), HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(written({}, {.tells_keep_alive = true}), HasSubstr("Connection: keep-alive\r\n"));
  EXPECT_THAT(written({}, {.keep_alive = false, .tells_keep_alive = true}),
              HasSubstr("Connection: close\r\n"));
}

TEST(ReplyWriter, RefusesHeadersThatWouldBreakTheMessage) {
  EXPECT_THROW(written({.headers = {{"X-A", "b\r\nSet-Cookie: c"}}}), std::logic_error);
  EXPECT_THROW(written({.headers = {{"X-A\r\n", "b"}}}), std::logic_error);
  EXPECT_THROW(written({.content_type = "a\nb"}), std::logic_error);
}

TEST(ReplyWriter, WritesDatesAsHttpDoes) {
  EXPECT_EQ(to_http_date(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(to_http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

}  // namespace
}  // namespace gatehouse::http
