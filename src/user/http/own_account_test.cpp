// Viewing, changing and deleting the own account.

#include <gtest/gtest.h>

#include "tests/support/user/asked.hpp"
#include "tests/support/user/user_house.hpp"
#include "user/http/delete_account.hpp"
#include "user/http/update_account.hpp"
#include "user/http/view_account.hpp"

namespace gatehouse::user::api {
namespace {

class OwnAccount : public ::testing::Test {
 protected:
  Result<http::Reply> ask(const http::Endpoint& endpoint, std::string body = {}, std::int64_t path_id = 1) {
    return testing::ask(endpoint, {.body = std::move(body), .path_id = path_id, .token_user = kim.id.value});
  }
  std::string put(std::string body) { return testing::refusal_of(ask(update, std::move(body))); }

  testing::UserHouse house;
  const User kim = house.proven_member("kim", "kim@example.com");
  ViewAccount view_case{house.users};
  UpdateAccount update_case{house.users,  house.hasher,       house.policy, house.guesses, house.sessions,
                            house.events, house.transactions, house.audit,  house.clock};
  DeleteAccount delete_case{house.users,  house.hasher,       house.guesses, house.sessions,
                            house.events, house.transactions, house.audit};
  http::Endpoint view = view_account(view_case);
  http::Endpoint update = update_account(update_case, house.policy);
  http::Endpoint erase = delete_account(delete_case);
};

TEST_F(OwnAccount, IsShown) {
  const auto reply = ask(view);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(
      reply->body,
      R"({"data":{"user_id":1,"nickname":"kim","email":"kim@example.com","email_verified":true,)"
      R"("created_at":"2026-11-22T09:30:00.000Z","updated_at":"2026-11-22T09:31:00.000Z"},"meta":null})");
}

TEST_F(OwnAccount, IsNobodyElses) {
  house.member("lee");
  for (const http::Endpoint* endpoint : {&view, &update, &erase}) {
    for (const std::int64_t other : {2, 77}) {
      EXPECT_EQ(testing::refusal_of(ask(*endpoint, "{}", other)), "forbidden") << endpoint->id;
    }
  }
}

TEST_F(OwnAccount, IsShownWithTheAddressThatAwaitsItsCode) {
  const auto reply = ask(update, R"({"email":"new@example.com","current_password":"quiet lantern"})");
  ASSERT_TRUE(reply);
  EXPECT_NE(reply->body.find(
                R"("email":"kim@example.com","email_verified":true,"pending_email":"new@example.com")"),
            std::string::npos);
}

TEST_F(OwnAccount, ChangesByItsRules) {
  EXPECT_EQ(put(R"({"nickname":"lee"})"), "answered");
  EXPECT_EQ(put("{}"), "no_changes");
  EXPECT_EQ(put(R"({"nickname":null,"current_password":"quiet lantern"})"), "no_changes");
  EXPECT_EQ(put(R"({"nickname":"lee"})"), "invalid_request nickname:unchanged");
  EXPECT_EQ(put(R"({"email":"new@example.com","new_password":"another lantern","current_password":"x"})"),
            "invalid_request current_password:incorrect");
  EXPECT_EQ(put(R"({"email":"new","new_password":"password","nickname":"k"})"),
            "invalid_request nickname:too_short email:invalid_format new_password:too_common "
            "current_password:missing");
  EXPECT_EQ(put(R"({"user_id":1})"), "invalid_request user_id:unknown_field");
}

TEST_F(OwnAccount, TellsFaultsOfShapeAndThoseAgainstTheAccountAtOnce) {
  EXPECT_EQ(put(R"({"nickname":"kim","new_password":"short","current_password":"wrong password"})"),
            "invalid_request new_password:too_short nickname:unchanged current_password:incorrect");
  EXPECT_EQ(put(R"({"email":"kim@example.com","nickname":5,"new_password":"kim@example","role":1})"),
            "invalid_request nickname:invalid_type current_password:missing role:unknown_field "
            "email:unchanged new_password:too_common");
  EXPECT_EQ(put(R"({"current_password":"wrong password","role":1})"),
            "invalid_request role:unknown_field current_password:incorrect");
  EXPECT_EQ(put(R"({"nickname":"lee","email":7,"current_password":"quiet lantern"})"),
            "invalid_request email:invalid_type");
  EXPECT_EQ(house.users.find(kim.id), kim);
  EXPECT_EQ(testing::refusal_of(ask(erase, R"({"current_password":"wrong password","role":1})")),
            "invalid_request role:unknown_field current_password:incorrect");
  EXPECT_EQ(testing::refusal_of(ask(erase, R"({"current_password":"quiet lantern","role":1})")),
            "invalid_request role:unknown_field");
  EXPECT_EQ(testing::refusal_of(ask(erase, R"({"current_password":7})")),
            "invalid_request current_password:invalid_type");
}

TEST_F(OwnAccount, CostsNoHashWithoutThePresentPassword) {
  put(R"({"email":"new","new_password":"another lantern"})");
  put(R"({"new_password":"another lantern","role":1})");
  EXPECT_EQ(house.hasher.verified + house.hasher.hashed, 0);
}

TEST_F(OwnAccount, IsDeletedWithItsPassword) {
  EXPECT_EQ(testing::refusal_of(ask(erase, "{}")), "invalid_request current_password:missing");
  EXPECT_EQ(testing::refusal_of(ask(erase, R"({"current_password":""})")),
            "invalid_request current_password:incorrect");
  const auto reply = ask(erase, R"({"current_password":"quiet lantern"})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 204);
  EXPECT_EQ(reply->body, "");
  EXPECT_EQ(testing::refusal_of(ask(view)), "invalid_token");
}

}  // namespace
}  // namespace gatehouse::user::api
