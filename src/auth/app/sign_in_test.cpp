#include "auth/app/sign_in.hpp"

#include <gtest/gtest.h>

#include "auth/app/authenticate.hpp"
#include "auth/domain/errors.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/revocation_fakes.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth {
namespace {

class SigningIn : public ::testing::Test {
 protected:
  SigningIn() {
    accounts_.add(UserId{1}, "kim@example.com");
    accounts_.set_password("kim", "right", UserId{1});
    accounts_.set_password("kim@example.com", "right", UserId{1});
  }

  const TokenPolicy policy_{"https://id.example.com", "gatehouse", std::chrono::seconds{60}};
  testing::ManualClock clock_;
  testing::FakeAccounts accounts_;
  testing::PlainAccessTokens tokens_;
  testing::CountingRandomness randomness_;
  IssueAccessToken issue_{tokens_, randomness_, clock_, policy_};
  SignIn sign_in_{accounts_, issue_};
  testing::ForgetfulTokens verified_;
  testing::FakeRevoked revoked_;
  Authenticate authenticate_{tokens_, verified_, revoked_, accounts_, clock_, policy_};
};

TEST_F(SigningIn, GivesATokenOfTheAccount) {
  const auto signed_in = sign_in_.by_nickname("kim", "right");
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->user, UserId{1});
  EXPECT_EQ(signed_in->token.expires_in, std::chrono::seconds{60});
  ASSERT_EQ(tokens_.issued.size(), 1U);
  EXPECT_EQ(tokens_.issued[0].user, UserId{1});
  EXPECT_EQ(tokens_.issued[0].issuer, policy_.issuer);
  EXPECT_EQ(tokens_.issued[0].expires_at - tokens_.issued[0].issued_at, 60);
}

TEST_F(SigningIn, WorksByEmailToo) { EXPECT_TRUE(sign_in_.by_email("kim@example.com", "right")); }

TEST_F(SigningIn, GivesEachTokenAnIdOfItsOwn) {
  ASSERT_TRUE(sign_in_.by_nickname("kim", "right"));
  ASSERT_TRUE(sign_in_.by_nickname("kim", "right"));
  EXPECT_NE(tokens_.issued[0].id, tokens_.issued[1].id);
}

TEST_F(SigningIn, RefusesUnknownAndWrongAlikeAfterCheckingAPassword) {
  for (const auto& refused : {sign_in_.by_nickname("kim", "wrong"), sign_in_.by_nickname("nobody", "right"),
                              sign_in_.by_email("nobody@example.com", "right"), sign_in_.by_email("", "")}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, invalid_credentials);
    EXPECT_TRUE(refused.error().detail.empty());
  }
  EXPECT_EQ(accounts_.password_checks(), 4);
  EXPECT_TRUE(tokens_.issued.empty());
}

TEST_F(SigningIn, LeadsToATokenThatIsTheUsers) {
  const auto signed_in = sign_in_.by_nickname("kim", "right");
  ASSERT_TRUE(signed_in);
  const auto holder = authenticate_(signed_in->token.text);
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->user, UserId{1});
  EXPECT_EQ(holder->client_id, "gatehouse");
}

TEST_F(SigningIn, LeadsToATokenThatExpires) {
  const auto signed_in = sign_in_.by_nickname("kim", "right");
  ASSERT_TRUE(signed_in);
  clock_.advance(std::chrono::seconds{60});
  EXPECT_FALSE(authenticate_(signed_in->token.text));
}

// Attack case J17.
TEST_F(SigningIn, LeadsToATokenThatDiesWithItsAccount) {
  const auto signed_in = sign_in_.by_nickname("kim", "right");
  ASSERT_TRUE(signed_in);
  accounts_.remove(UserId{1});
  EXPECT_FALSE(authenticate_(signed_in->token.text));
}

TEST_F(SigningIn, IsNotReplacedByATextThatIsNoToken) { EXPECT_FALSE(authenticate_("something")); }

}  // namespace
}  // namespace gatehouse::auth
