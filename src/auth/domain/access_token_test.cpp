#include "auth/domain/access_token.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace gatehouse::auth {
namespace {

constexpr std::int64_t now_seconds = 1'795'339'800;
const Time now = from_millis(now_seconds * 1000 + 999);
const TokenPolicy policy{"https://id.example.com", "https://api.example.com", std::chrono::seconds{900}};

TokenClaims good_claims() {
  return {.issuer = policy.issuer,
          .audience = policy.audience,
          .subject = "17",
          .user_id = 17,
          .issued_at = now_seconds,
          .not_before = std::nullopt,
          .expires_at = now_seconds + 900,
          .id = "jti",
          .client_id = "gatehouse",
          .session = "sid"};
}

TEST(AccessToken, SaysWhoIssuedItForWhomAndForHowLong) {
  const auto token = make_access_token(policy, {UserId{17}, "sid", now + std::chrono::days{90}}, "jti", now);
  EXPECT_EQ(token.issuer, policy.issuer);
  EXPECT_EQ(token.audience, policy.audience);
  EXPECT_EQ(token.user, UserId{17});
  EXPECT_EQ(token.issued_at, now_seconds);
  EXPECT_EQ(token.expires_at, now_seconds + 900);
  EXPECT_EQ(token.id, "jti");
  EXPECT_EQ(token.client_id, "gatehouse");
  EXPECT_EQ(token.session, "sid");
}

TEST(AccessToken, DoesNotOutliveItsSession) {
  const auto token =
      make_access_token(policy, {UserId{17}, "sid", now + std::chrono::minutes{2}}, "jti", now);
  EXPECT_EQ(token.expires_at, now_seconds + 120);
}

TEST(AccessToken, IsBelievedWithEveryClaimRight) {
  const auto holder = believe(good_claims(), policy, now);
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->user, UserId{17});
  EXPECT_EQ(holder->client_id, "gatehouse");
  EXPECT_EQ(holder->session, "sid");
  EXPECT_EQ(holder->issued_at, now_seconds);
  EXPECT_EQ(holder->not_before, now_seconds);
  EXPECT_EQ(holder->expires_at, now_seconds + 900);
}

struct Change {
  const char* name;
  std::function<void(TokenClaims&)> apply;
};

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class Disbelieved : public testing::TestWithParam<Change> {};

TEST_P(Disbelieved, IsNobodysToken) {
  auto claims = good_claims();
  GetParam().apply(claims);
  EXPECT_FALSE(believe(claims, policy, now));
}

// Attack cases J10, J11, J14, J15, J22.
INSTANTIATE_TEST_SUITE_P(
    AccessToken, Disbelieved,
    testing::Values(
        Change{"no issuer", [](auto& c) { c.issuer.reset(); }},
        Change{"another issuer", [](auto& c) { c.issuer = "https://id.example.org"; }},
        Change{"issuer with a slash", [](auto& c) { c.issuer = "https://id.example.com/"; }},
        Change{"issuer in another case", [](auto& c) { c.issuer = "https://ID.example.com"; }},
        Change{"no audience", [](auto& c) { c.audience.reset(); }},
        Change{"another audience", [](auto& c) { c.audience = "https://api.example.org"; }},
        Change{"audience that holds ours", [](auto& c) { c.audience = "https://api.example.com https://b"; }},
        Change{"empty audience", [](auto& c) { c.audience = ""; }},
        Change{"no subject", [](auto& c) { c.subject.reset(); }},
        Change{"subject with a zero in front", [](auto& c) { c.subject = "017"; }},
        Change{"subject with a blank", [](auto& c) { c.subject = "17 "; }},
        Change{"subject as a fraction", [](auto& c) { c.subject = "17.0"; }},
        Change{"subject with an exponent", [](auto& c) { c.subject = "17e0"; }},
        Change{"negative subject",
               [](auto& c) {
                 c.subject = "-17";
                 c.user_id = -17;
               }},
        Change{"zero",
               [](auto& c) {
                 c.subject = "0";
                 c.user_id = 0;
               }},
        Change{"no user id", [](auto& c) { c.user_id.reset(); }},
        Change{"another user id", [](auto& c) { c.user_id = 18; }},
        Change{"no jti", [](auto& c) { c.id.reset(); }}, Change{"empty jti", [](auto& c) { c.id = ""; }},
        Change{"no client", [](auto& c) { c.client_id.reset(); }},
        Change{"no session", [](auto& c) { c.session.reset(); }},
        Change{"empty session", [](auto& c) { c.session = ""; }},
        Change{"no expiry", [](auto& c) { c.expires_at.reset(); }},
        Change{"expired this second", [](auto& c) { c.expires_at = now_seconds; }},
        Change{"negative expiry", [](auto& c) { c.expires_at = -1; }},
        Change{"no time of issue", [](auto& c) { c.issued_at.reset(); }},
        Change{"issued beyond the leeway", [](auto& c) { c.issued_at = now_seconds + 31; }},
        Change{"issued beyond the leeway and good before that",
               [](auto& c) {
                 c.issued_at = now_seconds + 31;
                 c.not_before = now_seconds;
               }},
        Change{"not before a time beyond the leeway", [](auto& c) { c.not_before = now_seconds + 31; }}));

TEST(AccessToken, AllowsForClocksThatDiffer) {
  auto claims = good_claims();
  claims.issued_at = now_seconds + 30;
  claims.not_before = now_seconds + 30;
  EXPECT_TRUE(believe(claims, policy, now));
}

TEST(AccessToken, IsGoodUntilTheSecondItExpires) {
  auto claims = good_claims();
  claims.expires_at = now_seconds + 1;
  EXPECT_TRUE(believe(claims, policy, now));
  EXPECT_FALSE(believe(claims, policy, now + std::chrono::milliseconds{1}));
}

// Attack case J13.
TEST(AccessTokenType, IsAtJwtInAnyCase) {
  for (const auto* right : {"at+jwt", "AT+JWT", "At+Jwt", "application/at+jwt", "APPLICATION/at+JWT"}) {
    EXPECT_TRUE(is_access_token_type(right)) << right;
  }
  for (const auto* wrong :
       {"", "JWT", "jwt", "id+jwt", "at+jwt ", " at+jwt", "at jwt", "application/", "text/at+jwt",
        "application/application/at+jwt", "at+jwt;v=1", "revocations+jwt"}) {
    EXPECT_FALSE(is_access_token_type(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace gatehouse::auth
