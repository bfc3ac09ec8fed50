#include "platform/http/endpoint_call.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

Request sent_with(Headers headers) {
  Request request;
  request.headers = std::move(headers);
  request.peer = "192.0.2.7";
  request.request_id = "r-1";
  return request;
}

TEST(Origin, IsTheClientsAddressItsAgentAndTheRequest) {
  const Origin origin = origin_of(sent_with({{"user-agent", "curl/8.5.0"}}));
  EXPECT_EQ(origin.address, "192.0.2.7");
  EXPECT_EQ(origin.user_agent, "curl/8.5.0");
  EXPECT_EQ(origin.request_id, "r-1");
}

TEST(Origin, HasNoAgentWhereNoneOrMoreThanOneIsNamed) {
  EXPECT_EQ(origin_of(sent_with({})).user_agent, "");
  EXPECT_EQ(origin_of(sent_with({{"user-agent", "a"}, {"user-agent", "b"}})).user_agent, "");
}

TEST(Origin, KeepsOfTheAgentWhatCanBeStoredAndShownAnywhere) {
  EXPECT_EQ(origin_of(sent_with({{"user-agent", "a\tb\xFF\xC3\xA9 ~\x7F"}})).user_agent, "a?b??? ~?");
  EXPECT_EQ(origin_of(sent_with({{"user-agent", std::string(9'000, 'a')}})).user_agent,
            std::string(512, 'a'));
}

}  // namespace
}  // namespace gatehouse::http
