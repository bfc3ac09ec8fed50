#include "auth/http/sign_in.hpp"

#include <gtest/gtest.h>

#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/served.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::api {
namespace {

using testing::refusal_of;
using testing::serve;

class SignInEndpoint : public ::testing::Test {
 protected:
  SignInEndpoint() {
    accounts_.set_password("kim", "right", UserId{7});
    accounts_.set_password("kim@example.com", "right", UserId{7});
  }

  testing::ManualClock clock_;
  testing::FakeAccounts accounts_;
  testing::PlainAccessTokens tokens_;
  testing::CountingRandomness randomness_;
  IssueAccessToken issue_{
      tokens_, randomness_, clock_, {"https://id.example.com", "api", std::chrono::seconds{900}}};
  SignIn use_case_{accounts_, issue_};
  http::Endpoint endpoint_ = sign_in(use_case_);
};

TEST_F(SignInEndpoint, AnswersWithATokenByNicknameOrEmail) {
  for (const auto* body :
       {R"({"nickname":"kim","password":"right"})", R"({"email":"kim@example.com","password":"right"})",
        R"({"nickname":"kim","email":null,"password":"right"})"}) {
    const auto reply = serve(endpoint_, body);
    ASSERT_TRUE(reply) << body;
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, R"({"data":{"access_token":"token-)" + std::to_string(tokens_.issued.size() - 1) +
                               R"(","token_type":"Bearer","expires_in":900,"user_id":7},"meta":null})");
  }
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
  EXPECT_EQ(accounts_.password_checks(), 6);
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
