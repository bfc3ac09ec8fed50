// Asking about tokens, and revoking them, as registered clients do.

#include "auth/app/introspect_token.hpp"

#include <gtest/gtest.h>

#include "auth/app/revoke_token.hpp"
#include "tests/support/auth/revocation_fakes.hpp"
#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr UserId kim{17};

class TokensOfASession : public ::testing::Test {
 protected:
  TokensOfASession() { house_.accounts.add(kim, "kim@example.com"); }

  bool is_active(const std::string& token) { return introspect_(token).active; }

  /// So that what was ended is known by its revocation too, as on a running server.
  void hear() {
    for (const auto& session : house_.revocations.heard) revoked_.sessions.insert(session);
  }

  testing::SessionHouse house_;
  testing::FakeRevoked revoked_;
  testing::ForgetfulTokens verified_;
  Authenticate authenticate_{house_.access_tokens, verified_, revoked_, house_.clock, house_.token_policy};
  IntrospectToken introspect_{authenticate_,   house_.access_tokens, house_.sessions, house_.refresh_tokens,
                              house_.accounts, house_.clock,         house_.policy};
  RevokeToken revoke_{authenticate_,       house_.sessions,     house_.refresh_tokens,
                      house_.end_sessions, house_.transactions, house_.audit};
  const IssuedTokens tokens_ = house_.open(kim);
};

TEST_F(TokensOfASession, AreToldOfAnAccessToken) {
  const auto told = introspect_(tokens_.access_token);
  const auto now = to_millis(house_.clock.now()) / 1000;
  EXPECT_TRUE(told.active);
  EXPECT_EQ(told.token_type, "Bearer");
  EXPECT_EQ(told.client_id, "gatehouse");
  EXPECT_EQ(told.issuer, "https://id.example.com");
  EXPECT_EQ(told.audience, "gatehouse");
  EXPECT_TRUE(told.id);
  EXPECT_EQ(told.issued_at, now);
  EXPECT_EQ(told.expires_at, now + 900);
  EXPECT_EQ(told.subject, "17");
  EXPECT_EQ(told.session, tokens_.session);
}

TEST_F(TokensOfASession, AreToldOfARefreshToken) {
  const auto told = introspect_(tokens_.refresh_token);
  EXPECT_TRUE(told.active);
  EXPECT_FALSE(told.token_type || told.client_id || told.issuer || told.audience || told.id ||
               told.issued_at);
  EXPECT_EQ(told.subject, "17");
  EXPECT_EQ(told.session, tokens_.session);
  EXPECT_EQ(told.expires_at, to_millis(house_.clock.now()) / 1000 + 14 * 86'400);
}

TEST_F(TokensOfASession, AreNotActiveForAnyOtherText) {
  for (const std::string& text : {std::string(), std::string("x"), std::string("refresh|unknown|0|seed-1"),
                                  "refresh|" + tokens_.session + "|0|forged", std::string("x.y.z"),
                                  tokens_.refresh_token + "x", std::string(20'000, 'x')}) {
    const auto told = introspect_(text);
    EXPECT_FALSE(told.active) << text;
    EXPECT_FALSE(told.subject || told.session || told.expires_at) << text;
  }
}

TEST_F(TokensOfASession, AreNotActiveOnceTheyHaveExpired) {
  house_.clock.advance(seconds{900});
  EXPECT_FALSE(is_active(tokens_.access_token));
  EXPECT_TRUE(is_active(tokens_.refresh_token));
  house_.clock.advance(days{14});
  EXPECT_FALSE(is_active(tokens_.refresh_token));
}

TEST_F(TokensOfASession, AreNotUsedUpByBeingAskedAbout) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(is_active(tokens_.refresh_token));
  house_.clock.advance(days{1});
  EXPECT_TRUE(is_active(tokens_.refresh_token));
  const auto next = house_.refresh(tokens_.refresh_token, {});
  ASSERT_TRUE(next);
  house_.clock.advance(days{1});
  EXPECT_FALSE(is_active(tokens_.refresh_token));
  EXPECT_TRUE(is_active(next->refresh_token));  // asking about the old one was no theft
  EXPECT_TRUE(house_.events.all.empty());
}

TEST_F(TokensOfASession, AreNotActiveOnceTheSessionHasEnded) {
  house_.sessions.end(kim, tokens_.session);  // by another server; this one has not heard of it
  EXPECT_FALSE(is_active(tokens_.access_token));
  EXPECT_FALSE(is_active(tokens_.refresh_token));
}

TEST_F(TokensOfASession, AreNotActiveWithoutTheirUser) {
  house_.accounts.remove(kim);
  EXPECT_FALSE(is_active(tokens_.access_token));
  EXPECT_FALSE(is_active(tokens_.refresh_token));
}

TEST_F(TokensOfASession, AreNotActiveOnceRevoked) {
  revoked_.sessions.insert(tokens_.session);
  EXPECT_FALSE(is_active(tokens_.access_token));
}

TEST_F(TokensOfASession, EndWithEitherOfThem) {
  const auto other = house_.open(kim);
  revoke_(tokens_.access_token, {"192.0.2.1", "shop", "r"});
  hear();
  EXPECT_FALSE(is_active(tokens_.access_token));
  EXPECT_FALSE(is_active(tokens_.refresh_token));
  EXPECT_TRUE(is_active(other.access_token));
  revoke_(other.refresh_token, {"192.0.2.1", "shop", "r"});
  hear();
  EXPECT_FALSE(is_active(other.access_token));
  EXPECT_EQ(house_.revocations.heard, (std::vector{tokens_.session, other.session}));
  EXPECT_EQ(house_.audit.story(), "session_ended success of 17, session_ended success of 17");
}

TEST_F(TokensOfASession, EndWithARefreshTokenThatWasReplaced) {
  const auto next = house_.refresh(tokens_.refresh_token, {});
  revoke_(tokens_.refresh_token, {});
  EXPECT_FALSE(is_active(next->refresh_token));
}

TEST_F(TokensOfASession, DoNotEndWithAnythingElse) {
  for (const std::string& text :
       {std::string(), std::string("x"), "refresh|" + tokens_.session + "|0|forged", std::string("x.y.z")}) {
    revoke_(text, {});
  }
  EXPECT_TRUE(is_active(tokens_.refresh_token));
  revoke_(tokens_.refresh_token, {});
  revoke_(tokens_.refresh_token, {});
  EXPECT_EQ(house_.audit.story(), "session_ended success of 17");
}

}  // namespace
}  // namespace gatehouse::auth
