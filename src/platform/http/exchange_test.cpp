#include "platform/http/exchange.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

Request with_headers(Headers headers) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

TEST(Exchange, FindsAHeaderThatStandsOnce) {
  const Request request = with_headers({{"accept", "*/*"}, {"authorization", "Bearer x"}});
  ASSERT_NE(request.header("authorization"), nullptr);
  EXPECT_EQ(*request.header("authorization"), "Bearer x");
  EXPECT_EQ(request.count("authorization"), 1u);
}

TEST(Exchange, AnswersNothingForAHeaderThatIsAbsent) {
  EXPECT_EQ(with_headers({{"accept", "*/*"}}).header("authorization"), nullptr);
  EXPECT_EQ(with_headers({}).count("authorization"), 0u);
}

TEST(Exchange, AnswersNothingForAHeaderThatIsRepeated) {
  const Request request = with_headers({{"authorization", "Bearer x"}, {"authorization", "Bearer y"}});
  EXPECT_EQ(request.header("authorization"), nullptr);
  EXPECT_EQ(request.count("authorization"), 2u);
}

}  // namespace
}  // namespace gatehouse::http
