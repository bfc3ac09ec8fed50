#include "auth/http/refresh_session.hpp"

#include <gtest/gtest.h>

#include "tests/support/auth/served.hpp"
#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth::api {
namespace {

using testing::refusal_of;
using testing::serve;

class RefreshEndpoint : public ::testing::Test {
 protected:
  RefreshEndpoint() { house.accounts.add(UserId{7}, "kim@example.com"); }

  testing::SessionHouse house;
  const IssuedTokens first = house.open(UserId{7});
  http::Endpoint endpoint = refresh_session(house.refresh);
};

TEST_F(RefreshEndpoint, AnswersWithTheNextTokens) {
  const auto reply = serve(endpoint, R"({"refresh_token":")" + first.refresh_token + R"("})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(
      reply->body,
      R"({"data":{"access_token":"token-1","token_type":"Bearer","expires_in":900,"refresh_token":"refresh|)" +
          first.session + R"(|1|seed-1","refresh_expires_in":1209600,"user_id":7,"session_id":")" +
          first.session + R"("},"meta":null})");
}

TEST_F(RefreshEndpoint, RefusesEverythingBadAlike) {
  for (const char* token : {"", "x", "refresh|nobody|0|seed-1", "\\u0000"}) {
    EXPECT_NE(refusal_of(serve(endpoint, R"({"refresh_token":")" + std::string(token) + R"("})")),
              "answered");
  }
  EXPECT_EQ(refusal_of(serve(endpoint, R"({"refresh_token":"x"})")), "invalid_grant");
}

TEST_F(RefreshEndpoint, TellsFaultsOfShape) {
  EXPECT_EQ(refusal_of(serve(endpoint, "{}")), "invalid_request, refresh_token missing");
  EXPECT_EQ(refusal_of(serve(endpoint, R"({"refresh_token":1,"x":2})")),
            "invalid_request, refresh_token invalid_type, x unknown_field");
}

TEST_F(RefreshEndpoint, StaysOutOfTheHashingLane) { EXPECT_EQ(endpoint.lane, http::LaneName::data); }

}  // namespace
}  // namespace gatehouse::auth::api
