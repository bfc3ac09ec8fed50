// Introspection and revocation as a registered client sees them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/app/register_client.hpp"
#include "auth/http/introspect_token.hpp"
#include "auth/http/revoke_token.hpp"
#include "platform/http/router.hpp"
#include "tests/support/auth/memory_clients.hpp"
#include "tests/support/auth/revocation_fakes.hpp"
#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth::api {
namespace {

using ::testing::HasSubstr;

constexpr UserId kim{17};
constexpr auto good = "Basic Y2xpZW50LTE6c2VjcmV0LTE=";   // client-1:secret-1
constexpr auto wrong = "Basic Y2xpZW50LTE6c2VjcmV0LTI=";  // client-1:secret-2

class RegisteredCaller : public ::testing::Test {
 protected:
  RegisteredCaller() {
    house_.accounts.add(kim, "kim@example.com");
    RegisterClient(clients_, secrets_, house_.transactions, house_.audit, house_.clock)("shop");
    router_.add(introspect_token(identify_, introspect_));
    router_.add(revoke_token(identify_, revoke_));
  }

  http::Reply ask(const std::string& path, const std::string& body, const std::string& authorization = good) {
    http::Request request;
    request.method = "POST";
    request.path = path;
    const http::Match match = router_.match(request);
    request.headers = {{"content-type", "application/x-www-form-urlencoded"},
                       {"authorization", authorization}};
    request.body = body;
    return match.run(request);
  }

  testing::SessionHouse house_;
  testing::FakeRevoked revoked_;
  testing::ForgetfulTokens verified_;
  testing::MemoryClients clients_;
  testing::NumberedClientSecrets secrets_;
  testing::FakeGuessLimits limits_;
  Authenticate authenticate_{house_.access_tokens, verified_, revoked_, house_.clock, house_.token_policy};
  IdentifyClient identify_{clients_, secrets_, limits_};
  IntrospectToken introspect_{authenticate_,   house_.access_tokens, house_.sessions, house_.refresh_tokens,
                              house_.accounts, house_.clock,         house_.policy};
  RevokeToken revoke_{authenticate_,       house_.sessions,     house_.refresh_tokens,
                      house_.end_sessions, house_.transactions, house_.audit};
  http::Router router_{nullptr};
  const IssuedTokens tokens_ = house_.open(kim);
};

TEST_F(RegisteredCaller, IsToldOfATokenAsRfc7662HasIt) {
  const auto reply = ask("/oauth/introspect", "token=" + tokens_.access_token);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(reply.body,
            R"({"active":true,"token_type":"Bearer","client_id":"gatehouse","iss":"https://id.example.com",)"
            R"("aud":"gatehouse","jti":"id-1","iat":1795339800,"sid":"id-0","sub":"17","exp":1795340700})");
}

TEST_F(RegisteredCaller, IsToldNothingOfATokenThatIsNoGood) {
  EXPECT_EQ(ask("/oauth/introspect", "token=x").body, R"({"active":false})");
  EXPECT_EQ(ask("/oauth/introspect", "token=x&token_type_hint=refresh_token").body, R"({"active":false})");
}

TEST_F(RegisteredCaller, MayHintAtATypeAndSendMore) {
  for (const auto* hint : {"access_token", "refresh_token", "saml", ""}) {
    const auto reply =
        ask("/oauth/introspect", "x=1&token=" + tokens_.access_token + "&token_type_hint=" + hint);
    EXPECT_THAT(reply.body, HasSubstr(R"("active":true)")) << hint;
  }
}

TEST_F(RegisteredCaller, RevokesATokenAndGetsTheSameAnswerAgain) {
  for (int i = 0; i < 2; ++i) {
    const auto reply = ask("/oauth/revoke", "token=" + tokens_.access_token);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "");
  }
  EXPECT_EQ(house_.revocations.heard, std::vector{tokens_.session});
  EXPECT_EQ(ask("/oauth/revoke", "token=unknown").status, 200);
}

TEST_F(RegisteredCaller, HasToNameAToken) {
  for (const auto* path : {"/oauth/introspect", "/oauth/revoke"}) {
    for (const auto* body : {"", "token=", "token=a&token=b", "token_type_hint=access_token"}) {
      const auto reply = ask(path, body);
      EXPECT_EQ(reply.status, 400) << body;
      EXPECT_THAT(reply.body, HasSubstr(R"({"error":"invalid_request")")) << body;
    }
  }
}

TEST_F(RegisteredCaller, HasToBeOne) {
  for (const auto* path : {"/oauth/introspect", "/oauth/revoke"}) {
    for (const auto* authorization : {"", wrong, "Basic", "Basic !", "Bearer x", "Basic Y2xpZW50LTE="}) {
      for (const auto& body : {"token=" + tokens_.access_token, std::string()}) {
        const auto reply = ask(path, body, authorization);
        EXPECT_EQ(reply.status, 401) << authorization;
        EXPECT_THAT(reply.body, HasSubstr(R"({"error":"invalid_client")"));
        EXPECT_THAT(reply.headers, ::testing::Contains(::testing::Pair(
                                       "WWW-Authenticate", ::testing::StartsWith("Basic realm="))));
      }
    }
  }
  EXPECT_TRUE(house_.revocations.heard.empty());
}

TEST_F(RegisteredCaller, IsHeldOffWhereSecretsWereWrongTooOften) {
  limits_.used_up = true;
  const auto reply = ask("/oauth/introspect", "token=x", wrong);
  EXPECT_EQ(reply.status, 429);
  EXPECT_THAT(reply.headers, ::testing::Contains(::testing::Pair("Retry-After", "60")));
  EXPECT_EQ(ask("/oauth/introspect", "token=x").status, 200);
}

}  // namespace
}  // namespace gatehouse::auth::api
