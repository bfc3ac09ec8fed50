#include "platform/http/intake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

namespace gatehouse::http {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class AnIntake : public ::testing::Test {
 protected:
  void put(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto room = intake_.room();
      const std::size_t part = std::min(room.size(), bytes.size());
      std::memcpy(room.data(), bytes.data(), part);
      intake_.received(part);
      bytes.remove_prefix(part);
    }
  }

  /// One whole request, as a connection takes it.
  Progress take() {
    Progress progress = intake_.read_head(request_);
    if (progress == Progress::ready && intake_.framing().has_body())
      progress = intake_.check_body(Limits{}.max_body_bytes);
    if (progress == Progress::ready && intake_.framing().has_body()) progress = intake_.read_body(request_);
    return progress;
  }

  Limits limits_;
  Intake intake_{limits_};
  Request request_;
};

TEST_F(AnIntake, ReadsAHead) {
  put("HEAD /a/b?c=d&e HTTP/1.1\r\nHOST: a\r\nX-Id:  7  \r\nX-Id: 8\r\n\r\n");
  ASSERT_EQ(take(), Progress::ready);
  EXPECT_EQ(request_.method, "HEAD");
  EXPECT_EQ(request_.path, "/a/b");
  EXPECT_EQ(request_.query, "c=d&e");
  EXPECT_THAT(request_.headers, ElementsAre(Pair("host", "a"), Pair("x-id", "7"), Pair("x-id", "8")));
  EXPECT_TRUE(intake_.is_drained());
  EXPECT_TRUE(intake_.is_untouched());
}

TEST_F(AnIntake, LeavesNothingOfAnEarlierRequest) {
  put("POST /long/path?query HTTP/1.1\r\nHost: a\r\nX-A: b\r\nContent-Length: 3\r\n\r\nabcGET / "
      "HTTP/1.1\r\nHost: b\r\n\r\n");
  ASSERT_EQ(take(), Progress::ready);
  EXPECT_EQ(request_.body, "abc");
  intake_.next(request_);
  ASSERT_EQ(take(), Progress::ready);
  EXPECT_EQ(request_.method + request_.path + request_.query + request_.body, "GET/");
  EXPECT_THAT(request_.headers, ElementsAre(Pair("host", "b")));
}

TEST_F(AnIntake, ReadsABodyThatComesInParts) {
  put("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
  ASSERT_EQ(take(), Progress::wants_more);
  EXPECT_FALSE(intake_.is_drained());
  put("defGET");
  ASSERT_EQ(intake_.read_body(request_), Progress::ready);
  EXPECT_EQ(request_.body, "abcdef");
  EXPECT_TRUE(intake_.is_drained());
  EXPECT_FALSE(intake_.is_untouched());
}

TEST_F(AnIntake, ReadsAChunkedBody) {
  put("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n");
  ASSERT_EQ(take(), Progress::wants_more);
  put("\r\n");
  ASSERT_EQ(intake_.read_body(request_), Progress::ready);
  EXPECT_EQ(request_.body, "abc");
}

TEST_F(AnIntake, RefusesABodyBeforeItComes) {
  put("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1099511627776\r\n\r\n");
  ASSERT_EQ(take(), Progress::refused);
  EXPECT_EQ(intake_.refusal().status, 413);
}

TEST_F(AnIntake, TakesABodyOfExactlyTheLimit) {
  const std::string body(Limits{}.max_body_bytes, 'x');
  put("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  ASSERT_EQ(take(), Progress::ready);
  EXPECT_EQ(request_.body, body);
}

TEST_F(AnIntake, ErasesWhatARequestBrought) {
  put("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nsecret");
  ASSERT_EQ(take(), Progress::ready);
  const std::string_view buffer(intake_.scrap().data(), intake_.scrap().size());
  ASSERT_TRUE(buffer.contains("secret"));
  intake_.next(request_);
  EXPECT_FALSE(buffer.contains("secret"));
}

TEST_F(AnIntake, ErasesTheBodyThatItHandedOver) {
  put("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + std::string(100, 's'));
  ASSERT_EQ(take(), Progress::ready);
  const std::string_view body = request_.body;
  intake_.next(request_);
  ASSERT_EQ(request_.body.data(), body.data()) << "the memory is kept for the next one";
  EXPECT_FALSE(body.contains('s'));
}

TEST_F(AnIntake, KnowsWhatTheClientWantsOfTheConnection) {
  const auto keeps = [&](std::string_view head) {
    intake_.next(request_);
    put(head);
    EXPECT_EQ(take(), Progress::ready);
    return intake_.head().keep_alive;
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"));
}

}  // namespace
}  // namespace gatehouse::http
