// Tokens with our own good signature and claims that are not as we write them: attack cases J10 to J19.

#include <gtest/gtest.h>

#include "tests/support/auth/forged_tokens.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::milliseconds;

class Claims : public ForgedTokens {};

TEST_F(Claims, OfAnExpiryThatIsNoFutureSecondAreRefused) {  // J10
  const std::string exp = R"("exp":)" + seconds(900);
  for (const std::string& value :
       {std::string("0"), std::string("-1"), seconds(-1), seconds(0), '"' + seconds(900) + '"',
        seconds(900) + ".0", seconds(900) + ".5", std::string("1e300"), std::string("1e12"),
        std::string("9223372036854775808"), std::string("9007199254740992"), '[' + seconds(900) + ']',
        std::string("null"), std::string("true")}) {
    EXPECT_FALSE(believes_claims(exp, R"("exp":)" + value)) << value;
  }
  EXPECT_FALSE(believes_claims(exp, R"("x":1)"));
}

TEST_F(Claims, OfAStartBeyondTheLeewayAreRefused) {  // J11
  const std::string iat = R"("iat":)" + seconds(0);
  EXPECT_TRUE(believes_claims(iat, R"("iat":)" + seconds(30)));
  EXPECT_FALSE(believes_claims(iat, R"("iat":)" + seconds(31)));
  EXPECT_TRUE(believes_claims(iat, iat + R"(,"nbf":)" + seconds(30)));
  EXPECT_FALSE(believes_claims(iat, iat + R"(,"nbf":)" + seconds(31)));
  EXPECT_FALSE(believes_claims(iat, iat + R"(,"nbf":"x")"));
  EXPECT_FALSE(believes_claims(iat, R"("iat":")" + seconds(0) + '"'));
  EXPECT_FALSE(believes_claims(iat, R"("x":1)"));
}

TEST_F(Claims, AreRefusedFromTheSecondOfTheirExpiry) {  // J12
  const auto token = sign(good_header(), good_claims());
  clock_.advance(std::chrono::seconds{900} - milliseconds{1});
  EXPECT_TRUE(is_believed(token));
  clock_.advance(milliseconds{1});
  EXPECT_FALSE(is_believed(token));
}

TEST_F(Claims, OfAnotherTypeOfTokenAreRefused) {  // J13
  for (const auto* right : {"at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+jwt"}) {
    EXPECT_TRUE(believes_header(R"("at+jwt")", '"' + std::string(right) + '"')) << right;
  }
  for (const auto* wrong :
       {R"("JWT")", R"("id+jwt")", R"("refresh")", R"("")", "null", "1", R"(["at+jwt"])"}) {
    EXPECT_FALSE(believes_header(R"("at+jwt")", wrong)) << wrong;
  }
  EXPECT_FALSE(believes_header(R"("typ":"at+jwt",)", ""));
}

TEST_F(Claims, OfAnotherIssuerOrAudienceAreRefused) {  // J14, J22
  for (const auto* issuer :
       {R"("https://id.example.org")", R"("https://id.example.com/")", R"("HTTPS://id.example.com")", R"("")",
        "null", R"(["https://id.example.com"])", "1"}) {
    EXPECT_FALSE(believes_claims(R"("https://id.example.com")", issuer)) << issuer;
  }
  for (const auto* audience : {R"("other")", R"("")", "null", "[]", R"(["other"])", R"(["api","other"])",
                               R"("api other")", R"("apis")", R"("ap")", R"({"api":1})"}) {
    EXPECT_FALSE(believes_claims(R"("api")", audience)) << audience;
  }
  EXPECT_FALSE(believes_claims(R"("iss":"https://id.example.com",)", ""));
  EXPECT_FALSE(believes_claims(R"("aud":"api",)", ""));
}

TEST_F(Claims, OfASubjectThatIsNoUserOfOursAreRefused) {  // J15
  for (const auto* subject : {"17", R"("017")", R"("17 ")", R"("17e0")", R"("17.0")", R"("-17")", R"("18")",
                              R"("")", "null", R"(["17"])", R"("+17")"}) {
    EXPECT_FALSE(believes_claims(R"("sub":"17")", R"("sub":)" + std::string(subject))) << subject;
  }
  for (const auto* user_id : {"18", "17.0", R"("17")", "null", "0", "-17", "[17]", "1.7e1"}) {
    EXPECT_FALSE(believes_claims(R"("user_id":17)", R"("user_id":)" + std::string(user_id))) << user_id;
  }
  EXPECT_FALSE(believes_claims(R"("sub":"17",)", ""));
  EXPECT_FALSE(believes_claims(R"("user_id":17,)", ""));
}

TEST_F(Claims, OfASessionThatIsNoNameAreRefused) {
  for (const auto* session : {R"("")", "null", "1", R"(["s"])", "true"}) {
    EXPECT_FALSE(believes_claims(R"("sid":"s")", R"("sid":)" + std::string(session))) << session;
  }
  EXPECT_FALSE(believes_claims(R"(,"sid":"s")", ""));
}

TEST_F(Claims, WrittenTwiceAreRefused) {  // J19
  EXPECT_FALSE(believes_claims(R"("sub":"17")", R"("sub":"17","sub":"17")"));
  EXPECT_FALSE(believes_claims(R"("user_id":17)", R"("user_id":18,"user_id":17)"));
  EXPECT_FALSE(believes_claims(R"("user_id":17)", R"("user_i\u0064":18,"user_id":17)"));
  EXPECT_FALSE(believes_header(R"("alg":"ES256")", R"("alg":"none","alg":"ES256")"));
}

TEST_F(Claims, ThatAreNoObjectAreRefused) {
  for (const auto* claims : {"", "null", "[]", "1", "{", "{}", "\xFF", "\xEF\xBB\xBF{}"}) {
    EXPECT_FALSE(is_believed(sign(good_header(), claims))) << claims;
  }
  EXPECT_FALSE(is_believed(sign(good_header(), good_claims() + " x")));
  EXPECT_FALSE(is_believed(sign(good_header(), good_claims() + good_claims())));
}

TEST_F(Claims, ThatNobodyKnowsAreLetBe) {
  EXPECT_TRUE(believes_claims(R"("jti":"j")", R"("jti":"j","scope":"x","groups":["a"],"n":1.5)"));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
