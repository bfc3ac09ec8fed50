#include "platform/http/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/transactions.hpp"
#include "platform/http/testing_server.hpp"

namespace gatehouse::http::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

Reply ask(std::string path) {
  const FakeDispatcher dispatcher;
  Request request;
  request.path = std::move(path);
  request.request_id = "id";
  return answer(dispatcher.match(request), request, dispatcher);
}

TEST(Answer, IsWhatTheEndpointSays) { EXPECT_EQ(ask("/echo").status, 200); }

TEST(Answer, IsAnInternalErrorWhereTheEndpointThrows) {
  const Reply reply = ask("/throw");
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, HasSubstr("internal_error"));
  EXPECT_THAT(reply.body, Not(HasSubstr("secret"))) << "what() is for the log";
}

TEST(Answer, TellsWhenToComeBackWhereSomethingIsDown) {
  const Reply reply = ask("/down");
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.headers, Contains(Pair("Retry-After", "7")));
}

TEST(Answer, IsNoneWhereAWriteIsToBeRunAgain) {
  const FakeDispatcher dispatcher;
  EXPECT_THROW(finish([]() -> Reply { throw RunAgain{}; }, {}, {}, dispatcher), RunAgain);
}

TEST(Answer, NeverTellsToComeBackAtOnce) {
  const FakeDispatcher dispatcher;
  const Reply reply = refuse(dispatcher, overloaded, "id", std::chrono::seconds{0});
  EXPECT_THAT(reply.headers, Contains(Pair("Retry-After", "1")));
  EXPECT_THAT(refuse(dispatcher, request_timeout, "id").headers,
              Not(Contains(Pair("Retry-After", ::testing::_))));
}

}  // namespace
}  // namespace gatehouse::http::testing
