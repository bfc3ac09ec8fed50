#include "auth/http/sign_in.hpp"

#include <gtest/gtest.h>

#include "tests/support/auth/served.hpp"
#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth::api {
namespace {

using testing::refusal_of;
using testing::serve;

class SignInEndpoint : public ::testing::Test {
 protected:
  SignInEndpoint() {
    house.accounts.set_password("kim", "right", UserId{7});
    house.accounts.set_password("kim@example.com", "right", UserId{7});
  }

  testing::SessionHouse house;
  http::Endpoint endpoint_ = sign_in(house.sign_in);
};

TEST_F(SignInEndpoint, AnswersWithTokensByNicknameOrEmail) {
  for (const auto* body :
       {R"({"nickname":"kim","password":"right"})", R"({"email":"kim@example.com","password":"right"})",
        R"({"nickname":"kim","email":null,"password":"right"})"}) {
    const auto reply = serve(endpoint_, body);
    ASSERT_TRUE(reply) << body;
    EXPECT_EQ(reply->status, 200);
    const auto& token = house.access_tokens.issued.back();
    const auto refresh =
        house.refresh_tokens.write(token.session, 0, house.sessions.find(token.session)->refresh.seed);
    EXPECT_EQ(reply->body, R"({"data":{"access_token":"token-)" +
                               std::to_string(house.access_tokens.issued.size() - 1) +
                               R"(","token_type":"Bearer","expires_in":900,"refresh_token":")" + refresh +
                               R"(","refresh_expires_in":1209600,"user_id":7,"session_id":")" +
                               token.session + R"(","device_token":"device|7|new"},"meta":null})");
  }
}

TEST_F(SignInEndpoint, TakesTheTokenOfADeviceThatSignedInBefore) {
  http::Request request;
  request.headers = {{"x-device-token", "device|7|laptop"}, {"user-agent", "curl/8.5"}};
  request.peer = "192.0.2.9";
  request.body = R"({"nickname":"kim","password":"right"})";
  const auto reply = endpoint_.serve(request, std::nullopt);
  ASSERT_TRUE(reply);
  EXPECT_EQ(house.limits.admitted.back().device, "laptop");
  EXPECT_NE(reply->body.find(R"("device_token":"device|7|laptop")"), std::string::npos);
  const auto session = house.sessions.of(UserId{7}, house.clock.now()).front();
  EXPECT_EQ(session.device, "curl/8.5");
  EXPECT_EQ(session.address, "192.0.2.9");
}

TEST_F(SignInEndpoint, RefusesWhoTriesTooOften) {
  house.limits.refused = true;
  EXPECT_EQ(refusal_of(serve(endpoint_, R"({"nickname":"kim","password":"right"})")), "too_many_requests");
}

TEST_F(SignInEndpoint, TakesTheHashingLane) { EXPECT_EQ(endpoint_.lane, http::LaneName::hashing); }

TEST_F(SignInEndpoint, RefusesWhatCannotBeRightWithoutSayingWhy) {
  for (const auto* body :
       {R"({"nickname":"kim","password":"wrong"})", R"({"nickname":"kim","password":""})",
        R"({"nickname":"","password":"right"})", R"({"email":"no address","password":"right"})",
        R"({"nickname":"nobody","password":"right"})"}) {
    EXPECT_EQ(refusal_of(serve(endpoint_, body)), "invalid_credentials") << body;
  }
  EXPECT_EQ(
      refusal_of(serve(endpoint_, R"({"nickname":"kim","password":")" + std::string(10'000, 'x') + R"("})")),
      "invalid_credentials");
  EXPECT_EQ(house.accounts.password_checks(), 6);
}

TEST_F(SignInEndpoint, WantsExactlyOneName) {
  EXPECT_EQ(refusal_of(serve(endpoint_, R"({"password":"right"})")), "invalid_request, nickname missing");
  EXPECT_EQ(
      refusal_of(serve(endpoint_, R"({"nickname":"kim","email":"kim@example.com","password":"right"})")),
      "invalid_request, email conflicting");
}

TEST_F(SignInEndpoint, TellsAllFaultsOfShapeAtOnce) {
  EXPECT_EQ(refusal_of(serve(endpoint_, R"({})")), "invalid_request, password missing, nickname missing");
  EXPECT_EQ(refusal_of(serve(endpoint_, R"({"nickname":1,"password":["x"],"otp":"1"})")),
            "invalid_request, nickname invalid_type, password invalid_type, otp unknown_field");
  EXPECT_EQ(refusal_of(serve(endpoint_, R"({"nickname":"a","nickname":"b","password":"x"})")),
            "invalid_json");
}

}  // namespace
}  // namespace gatehouse::auth::api
