#include "platform/http/bearer.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

/// Knows one token, and remembers what it was asked.
class OneToken final : public Authenticator {
 public:
  Result<Principal> authenticate(std::string_view token) override {
    asked = token;
    if (token != "good.token_of-7~+/==") return refuse(invalid_token);
    return Principal{UserId{7}, "gatehouse", 1000};
  }
  std::string asked;
};

Request with(std::vector<std::string> values) {
  Request request;
  for (std::string& value : values) request.headers.emplace_back("authorization", std::move(value));
  return request;
}

TEST(Bearer, NamesThePrincipalOfItsToken) {
  OneToken tokens;
  for (const char* value :
       {"Bearer good.token_of-7~+/==", "bearer good.token_of-7~+/==", "BEARER good.token_of-7~+/=="}) {
    for (const auto wanted : {Authentication::required, Authentication::optional}) {
      const auto principal = authenticate(with({value}), wanted, tokens);
      ASSERT_TRUE(principal.has_value()) << value;
      ASSERT_TRUE(principal->has_value()) << value;
      EXPECT_EQ((*principal)->user, UserId{7});
    }
  }
}

TEST(Bearer, MayBeAbsentOnlyWhereItIsOptional) {
  OneToken tokens;
  EXPECT_EQ(authenticate(with({}), Authentication::required, tokens).error().code, invalid_token);
  const auto principal = authenticate(with({}), Authentication::optional, tokens);
  ASSERT_TRUE(principal.has_value());
  EXPECT_FALSE(principal->has_value());
  EXPECT_EQ(tokens.asked, "");
}

TEST(Bearer, IsNotReadWhereNobodyWantsIt) {
  OneToken tokens;
  const auto principal = authenticate(with({"Bearer good.token_of-7~+/=="}), Authentication::none, tokens);
  ASSERT_TRUE(principal.has_value());
  EXPECT_FALSE(principal->has_value());
}

class BadAuthorization : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(BadAuthorization, IsRefusedWithoutAskingForIt) {
  OneToken tokens;
  for (const auto wanted : {Authentication::required, Authentication::optional}) {
    const auto principal = authenticate(with(GetParam()), wanted, tokens);
    ASSERT_FALSE(principal.has_value());
    EXPECT_EQ(principal.error().code, invalid_token);
  }
  EXPECT_EQ(tokens.asked, "");
}

using Values = std::vector<std::string>;
INSTANTIATE_TEST_SUITE_P(
    Bearer, BadAuthorization,
    testing::Values(Values{""}, Values{"Bearer"}, Values{"Bearer "}, Values{"Bearer  good.token_of-7~+/=="},
                    Values{"Bearer\tgood.token_of-7~+/=="}, Values{"Bearer good.token_of-7~+/== "},
                    Values{"Bearer good, Bearer good"}, Values{"Bearer good bad"}, Values{"Bearer g%zzd"},
                    Values{"Bearer g\xC3\xA9"}, Values{"Bearer good=x"}, Values{"Bearer =="},
                    Values{"Bearer \"good\""}, Values{"Bearer token=good"}, Values{" Bearer good"},
                    Values{"Bearergood"}, Values{"good"}, Values{"Basic Z29vZDpnb29k"}, Values{"DPoP good"},
                    Values{"Bearer good", "Bearer good"}, Values{"Basic Z29vZA==", "Bearer good"},
                    Values{"Bearer " + std::string(max_token_length + 1, 'a')}));

TEST(Bearer, SaysThatTwoHeadersAreOneTooMany) {
  OneToken tokens;
  EXPECT_EQ(authenticate(with({"Bearer a", "Bearer a"}), Authentication::required, tokens).error().detail,
            "Send one Authorization header.");
}

TEST(Bearer, RefusesATokenThatIsNoGood) {
  OneToken tokens;
  const auto principal = authenticate(with({"Bearer other"}), Authentication::optional, tokens);
  ASSERT_FALSE(principal.has_value());
  EXPECT_EQ(tokens.asked, "other");
}

TEST(Challenge, NamesAnErrorOnlyWhereATokenWasGiven) {
  EXPECT_EQ(challenge(with({})), "Bearer");
  EXPECT_EQ(challenge(with({"Basic Z29vZA=="})), "Bearer");
  EXPECT_EQ(challenge(with({"Bearer other"})), R"(Bearer error="invalid_token")");
  EXPECT_EQ(challenge(with({"Bearer  other"})), R"(Bearer error="invalid_token")");
  EXPECT_EQ(challenge(with({"Bearer a", "Bearer b"})), R"(Bearer error="invalid_token")");
}

}  // namespace
}  // namespace gatehouse::http
