#include "auth/app/authenticate.hpp"

#include <gtest/gtest.h>

#include "kernel/unavailable.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/revocation_fakes.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth {
namespace {

using namespace std::chrono_literals;

/// Remembers the last token.
class OneTokenMemory final : public VerifiedTokens {
 public:
  std::optional<TokenHolder> holder_of(std::string_view token, Verify verify) override {
    if (token != token_) {
      holder_ = verify(token);
      token_ = token;
    }
    return holder_;
  }
  void clear() override { token_.clear(); }

 private:
  std::string token_;
  std::optional<TokenHolder> holder_;
};

class AnsweringForTokens : public ::testing::Test {
 protected:
  std::string issue(std::string issuer = "https://id.example.com") {
    const TokenPolicy policy{std::move(issuer), policy_.audience, policy_.lifetime};
    return tokens_.sign(make_access_token(
        policy, {.user = UserId{17}, .session = "s", .session_end = clock_.now() + 24h}, "id", clock_.now()));
  }
  std::optional<TokenHolder> holder_of(const std::string& token) { return authenticate_(token); }

  testing::ManualClock clock_;
  TokenPolicy policy_{"https://id.example.com", "api", 900s};
  testing::PlainAccessTokens tokens_;
  OneTokenMemory verified_;
  testing::FakeRevoked revoked_;
  Authenticate authenticate_{tokens_, verified_, revoked_, clock_, policy_};
};

TEST_F(AnsweringForTokens, TellsWhoseATokenIsAndOfWhichSession) {
  const auto holder = holder_of(issue());
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->user, UserId{17});
  EXPECT_EQ(holder->session, "s");
  EXPECT_EQ(holder->client_id, "gatehouse");
}

TEST_F(AnsweringForTokens, RefusesWhatNoKeyHasSigned) { EXPECT_FALSE(holder_of("garbage")); }

TEST_F(AnsweringForTokens, RefusesWhatIsNotBelieved) {
  EXPECT_FALSE(holder_of(issue("https://id.example.org")));
}

TEST_F(AnsweringForTokens, AsksEachTimeWhetherTheSessionHasEnded) {
  const auto token = issue();
  EXPECT_TRUE(holder_of(token));
  revoked_.sessions.insert("s");
  EXPECT_FALSE(holder_of(token));
}

TEST_F(AnsweringForTokens, AsksEachTimeWhetherTheTokenHasExpired) {
  const auto token = issue();
  clock_.advance(900s - 1ms);
  EXPECT_TRUE(holder_of(token));
  clock_.advance(1ms);
  EXPECT_FALSE(holder_of(token));
}

TEST_F(AnsweringForTokens, RefusesATokenFromTheFutureOfAClockThatWasPutBack) {
  const auto token = issue();
  EXPECT_TRUE(holder_of(token));
  clock_.advance(-clock_leeway);
  EXPECT_TRUE(holder_of(token));
  clock_.advance(-1s);
  EXPECT_FALSE(holder_of(token));
}

TEST_F(AnsweringForTokens, AnswersNothingWhereItIsNotKnownWhatHasEnded) {
  const auto token = issue();
  EXPECT_TRUE(holder_of(token));
  revoked_.knows_nothing = true;
  EXPECT_THROW(holder_of(token), Unavailable);
}

}  // namespace
}  // namespace gatehouse::auth
