#include "user/http/sign_up.hpp"

#include <gtest/gtest.h>

#include "tests/support/user/asked.hpp"
#include "tests/support/user/user_house.hpp"

namespace gatehouse::user::api {
namespace {

class SignUpEndpoint : public ::testing::Test {
 protected:
  Result<http::Reply> post(const std::string& body) { return testing::ask(endpoint, {.body = body}); }
  std::string refused(const std::string& body) { return testing::refusal_of(post(body)); }

  testing::UserHouse house;
  SignUp use_case{house.users,          house.hasher,       house.policy, house.events,
                  house.sign_up_limits, house.transactions, house.audit,  house.clock};
  http::Endpoint endpoint = sign_up(use_case, house.policy);
};

TEST_F(SignUpEndpoint, AnswersWithTheAccountAndItsPlace) {
  const auto reply = post(R"({"email":"Kim@Example.com","password":"quiet lantern","nickname":"kim"})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 201);
  EXPECT_EQ(reply->headers, (http::Headers{{"Location", "/api/user/v1/user/1"}}));
  EXPECT_EQ(
      reply->body,
      R"({"data":{"user_id":1,"nickname":"kim","email":"Kim@example.com","email_verified":false,)"
      R"("created_at":"2026-11-22T09:30:00.000Z","updated_at":"2026-11-22T09:30:00.000Z"},"meta":null})");
}

TEST_F(SignUpEndpoint, TellsEveryFaultyFieldAtOnce) {
  EXPECT_EQ(refused("{}"), "invalid_request email:missing password:missing nickname:missing");
  EXPECT_EQ(refused(R"({"email":5,"password":null,"nickname":"k","admin":true})"),
            "invalid_request email:invalid_type password:missing nickname:too_short admin:unknown_field");
  EXPECT_EQ(refused(R"({"email":"kim","password":"Password1","nickname":"a b"})"),
            "invalid_request email:invalid_format password:too_common nickname:invalid_format");
}

TEST_F(SignUpEndpoint, TellsAPasswordOfOwnNamesWithTheOtherFaults) {
  EXPECT_EQ(refused(R"({"email":"nobody","password":"gardener-7","nickname":"gardener"})"),
            "invalid_request email:invalid_format password:too_common");
}

TEST_F(SignUpEndpoint, TellsAPasswordOfNamesAndWordsOfTheServiceWithTheOtherFaults) {
  house.policy = PasswordPolicy({.words = {"quillo"}});
  for (const std::string password : {"quillo2024", "lindaquillo1"}) {
    const auto reply = post(R"({"email":"nobody","password":")" + password + R"(","nickname":"linda"})");
    EXPECT_EQ(testing::refusal_of(reply), "invalid_request email:invalid_format password:too_common");
    EXPECT_EQ(reply.error().fields.back().detail,
              "This is made of the nickname, the e-mail address or words of this service.");
  }
}

TEST_F(SignUpEndpoint, KeepsTheLanguageThatTheBrowserAsksFor) {
  const std::string body = R"({"email":"kim@example.com","password":"quiet lantern","nickname":"kim"})";
  ASSERT_TRUE(testing::ask(endpoint, {.headers = {{"accept-language", "ko-KR,en;q=0.5"}}, .body = body}));
  EXPECT_EQ(house.users.contact(UserId{1})->language, "ko");
}

TEST_F(SignUpEndpoint, TakesEnglishWhereNoLanguageIsAskedFor) {
  ASSERT_TRUE(post(R"({"email":"kim@example.com","password":"quiet lantern","nickname":"kim"})"));
  EXPECT_EQ(house.users.contact(UserId{1})->language, "en");
}

TEST_F(SignUpEndpoint, RefusesATakenNickname) {
  house.member("kim");
  EXPECT_EQ(refused(R"({"email":"k@x.de","password":"quiet lantern","nickname":"KIM"})"), "nickname_taken");
}

}  // namespace
}  // namespace gatehouse::user::api
