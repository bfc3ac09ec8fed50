#include "user/http/value_rules.hpp"

#include <gtest/gtest.h>

namespace gatehouse::user::api {
namespace {

TEST(ValueRules, AcceptWhatTheDomainAccepts) {
  EXPECT_FALSE(EmailRule{}.check("kim@example.com"));
  EXPECT_EQ(EmailRule{}.check("kim")->code, "invalid_format");
  EXPECT_FALSE(NicknameRule{}.check("kim"));
  EXPECT_EQ(NicknameRule{}.check("k")->code, "too_short");
  const PasswordPolicy policy({.words = {"Quillo"}});
  const NewPasswordRule password{&policy};
  EXPECT_FALSE(password.check(http::SecretText("quiet lantern")));
  EXPECT_EQ(password.check(http::SecretText("short"))->code, "too_short");
  EXPECT_EQ(password.check(http::SecretText("iloveyou"))->code, "too_common");
  EXPECT_EQ(password.check(http::SecretText("quillo-12"))->code, "too_common");
}

TEST(ValueRules, TellTheirLimits) {
  boost::json::object nickname;
  NicknameRule{}.describe(nickname);
  EXPECT_EQ(nickname["minLength"], 2);
  EXPECT_EQ(nickname["maxLength"], 50);
  boost::json::object password;
  NewPasswordRule::describe(password);
  EXPECT_EQ(password["minLength"], 8);
  EXPECT_EQ(password["maxLength"], 256);
  boost::json::object email;
  EmailRule{}.describe(email);
  EXPECT_EQ(email["maxLength"], 254);
}

}  // namespace
}  // namespace gatehouse::user::api
