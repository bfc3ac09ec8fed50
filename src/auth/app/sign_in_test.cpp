#include "auth/app/sign_in.hpp"

#include <gmock/gmock.h>

#include "auth/app/authenticate.hpp"
#include "tests/support/auth/revocation_fakes.hpp"
#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SigningIn : public ::testing::Test {
 protected:
  SigningIn() {
    house.accounts.add(UserId{1}, "kim@example.com");
    house.accounts.set_password("kim", "right", UserId{1});
    house.accounts.set_password("kim@example.com", "right", UserId{1});
  }

  Result<SignedIn> by_nickname(std::string_view nickname, std::string_view password) {
    return house.sign_in.by_nickname(nickname, password, visitor);
  }

  testing::SessionHouse house;
  Visitor visitor{.origin = {"192.0.2.7", "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "r-1"}};
  testing::ForgetfulTokens verified_;
  testing::FakeRevoked revoked_;
  Authenticate authenticate_{house.access_tokens, verified_, revoked_, house.clock, house.token_policy};
};

TEST_F(SigningIn, OpensASessionOfTheAccount) {
  const auto signed_in = by_nickname("kim", "right");
  ASSERT_TRUE(signed_in);
  const IssuedTokens& tokens = signed_in->tokens;
  EXPECT_EQ(tokens.user, UserId{1});
  EXPECT_EQ(tokens.expires_in, std::chrono::minutes{15});
  EXPECT_EQ(tokens.refresh_expires_in, std::chrono::days{14});

  const auto held = house.sessions.find(tokens.session);
  ASSERT_TRUE(held);
  EXPECT_EQ(held->session.user, UserId{1});
  EXPECT_EQ(held->session.device, "Firefox on Linux");
  EXPECT_EQ(held->session.address, "192.0.2.7");
  EXPECT_EQ(held->session.created_at, house.clock.now());
  EXPECT_EQ(held->session.last_seen_at, house.clock.now());
  EXPECT_EQ(held->session.expires_at, house.clock.now() + std::chrono::days{90});
  EXPECT_EQ(held->session.access_expires_at, house.clock.now() + std::chrono::minutes{15});
  EXPECT_NE(held->refresh.hash, tokens.refresh_token);
  EXPECT_TRUE(house.refresh(tokens.refresh_token, visitor.origin));
}

TEST_F(SigningIn, WorksByEmailToo) {
  EXPECT_TRUE(house.sign_in.by_email("kim@example.com", "right", visitor));
}

TEST_F(SigningIn, GivesEachSessionAndEachTokenANameOfItsOwn) {
  const auto first = by_nickname("kim", "right");
  const auto second = by_nickname("kim", "right");
  EXPECT_NE(first->tokens.session, second->tokens.session);
  EXPECT_NE(first->tokens.refresh_token, second->tokens.refresh_token);
  EXPECT_NE(house.access_tokens.issued[0].id, house.access_tokens.issued[1].id);
  EXPECT_EQ(house.sessions.size(), 2U);
}

TEST_F(SigningIn, RefusesUnknownAndWrongAlikeAfterCheckingAPassword) {
  for (const auto& refused : {by_nickname("kim", "wrong"), by_nickname("nobody", "right"),
                              house.sign_in.by_email("nobody@example.com", "right", visitor),
                              house.sign_in.by_email("", "", visitor)}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, invalid_credentials);
    EXPECT_TRUE(refused.error().detail.empty());
  }
  EXPECT_EQ(house.accounts.password_checks(), 4);
  EXPECT_EQ(house.sessions.size(), 0U);
  EXPECT_TRUE(house.access_tokens.issued.empty());
}

TEST_F(SigningIn, PaysForEachAttemptAndGetsARightOneBack) {
  ASSERT_FALSE(by_nickname("kim", "wrong"));
  ASSERT_EQ(house.limits.admitted.size(), 1U);
  EXPECT_EQ(house.limits.admitted[0].account_key, "user:1");
  EXPECT_EQ(house.limits.admitted[0].address, "192.0.2.7");
  EXPECT_THAT(house.limits.forgiven, IsEmpty());
  EXPECT_THAT(house.limits.given_back, IsEmpty());
  ASSERT_TRUE(by_nickname("kim", "right"));
  ASSERT_EQ(house.limits.forgiven.size(), 1U);
  EXPECT_EQ(house.limits.forgiven[0].account_key, "user:1");
  ASSERT_EQ(house.limits.given_back.size(), 1U);
  EXPECT_EQ(house.limits.given_back[0].address, "192.0.2.7");
}

TEST_F(SigningIn, RefusesWhoTriesTooOftenWithoutAHash) {
  house.limits.refused = true;
  const auto refused = by_nickname("kim", "right");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, too_many_requests);
  EXPECT_EQ(refused.error().retry_after, std::chrono::seconds{7});
  EXPECT_EQ(house.accounts.password_checks(), 0);
}

TEST_F(SigningIn, TellsWhenWhatWasAdmittedIsOver) {
  by_nickname("kim", "wrong");
  by_nickname("kim", "right");
  EXPECT_EQ(house.limits.over, 2U);
  house.limits.refused = true;
  by_nickname("kim", "right");
  EXPECT_EQ(house.limits.over, 2U) << "it never began";
}

TEST_F(SigningIn, KnowsADeviceAgainByTheTokenItGaveIt) {
  const auto first = by_nickname("kim", "right");
  visitor.device_token = first->device_token;
  const auto second = by_nickname("kim", "right");
  EXPECT_EQ(house.limits.admitted[0].device, std::nullopt);
  EXPECT_EQ(house.limits.admitted[1].device, "new");
  EXPECT_EQ(second->device_token, first->device_token);
  visitor.device_token = "device|2|of somebody else";
  ASSERT_TRUE(by_nickname("kim", "right"));
  EXPECT_EQ(house.limits.admitted[2].device, std::nullopt);
}

TEST_F(SigningIn, OpensNothingForAPasswordThatWasChangedMeanwhile) {
  struct Meanwhile final : Transactions {
    testing::SessionHouse& house;
    explicit Meanwhile(testing::SessionHouse& there) : house(there) {}
    void run_body(FunctionRef<bool()> body) override {
      ++house.accounts.credential_version;
      body();
    }
  } meanwhile(house);
  SignIn sign_in{house.accounts, house.open_session, house.end_sessions, house.limits,
                 house.devices,  meanwhile,          house.audit};
  const auto refused = sign_in.by_nickname("kim", "right", visitor);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, invalid_credentials);
  EXPECT_EQ(house.sessions.size(), 0U);
  EXPECT_THAT(house.limits.forgiven, IsEmpty());
  EXPECT_THAT(house.limits.given_back, IsEmpty());
  EXPECT_THAT(house.sessions.turns, ElementsAre(UserId{1}));
}

TEST_F(SigningIn, EndsTheOldestSessionBeyondFifty) {
  const auto first = by_nickname("kim", "right");
  for (int i = 0; i < 50; ++i) {
    house.clock.advance(std::chrono::seconds{1});
    ASSERT_TRUE(by_nickname("kim", "right"));
  }
  EXPECT_EQ(house.sessions.size(), 50U);
  EXPECT_FALSE(house.sessions.find(first->tokens.session));
  EXPECT_THAT(house.revocations.heard, ElementsAre(first->tokens.session));
  ASSERT_EQ(house.revocations.log.size(), 1U);
  EXPECT_EQ(house.revocations.log[0].session, first->tokens.session);
}

TEST_F(SigningIn, IsWrittenDownWhateverItsOutcome) {
  ASSERT_FALSE(by_nickname("nobody", "right"));
  ASSERT_FALSE(by_nickname("kim", "wrong"));
  const auto signed_in = by_nickname("kim", "right");
  EXPECT_EQ(house.audit.all.back().session, signed_in->tokens.session);
  EXPECT_EQ(house.audit.all.back().origin.request_id, "r-1");
  house.limits.refused = true;
  ASSERT_FALSE(by_nickname("kim", "right"));
  EXPECT_EQ(house.audit.story(),
            "sign_in failure, sign_in failure of 1, sign_in success of 1, sign_in limited of 1");
}

TEST_F(SigningIn, LeadsToATokenThatIsTheUsers) {
  const auto signed_in = by_nickname("kim", "right");
  ASSERT_TRUE(signed_in);
  const auto holder = authenticate_(signed_in->tokens.access_token);
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->user, UserId{1});
  EXPECT_EQ(holder->client_id, "gatehouse");
  EXPECT_EQ(holder->session, signed_in->tokens.session);
}

TEST_F(SigningIn, LeadsToATokenThatExpires) {
  const auto signed_in = by_nickname("kim", "right");
  ASSERT_TRUE(signed_in);
  house.clock.advance(std::chrono::minutes{15});
  EXPECT_FALSE(authenticate_(signed_in->tokens.access_token));
}

TEST_F(SigningIn, IsNotReplacedByATextThatIsNoToken) { EXPECT_FALSE(authenticate_("something")); }

}  // namespace
}  // namespace gatehouse::auth
