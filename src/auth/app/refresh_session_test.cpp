#include "auth/app/refresh_session.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <utility>

#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Refreshing : public ::testing::Test {
 protected:
  Refreshing() { house.accounts.add(UserId{1}, "kim@example.com"); }

  Result<IssuedTokens> refresh(const std::string& token) {
    return house.refresh(token, {"198.51.100.4", "curl/8", "r-2"});
  }
  bool lives() { return house.sessions.find(first.session).has_value(); }

  testing::SessionHouse house;
  const IssuedTokens first = house.open(UserId{1});
};

TEST_F(Refreshing, GivesTheNextTokensOfTheSession) {
  house.clock.advance(minutes{10});
  const auto next = refresh(first.refresh_token);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->user, UserId{1});
  EXPECT_EQ(next->session, first.session);
  EXPECT_NE(next->access_token, first.access_token);
  EXPECT_NE(next->refresh_token, first.refresh_token);
  EXPECT_EQ(next->expires_in, minutes{15});
  EXPECT_EQ(next->refresh_expires_in, days{14});
  EXPECT_EQ(house.access_tokens.issued.back().session, first.session);
}

TEST_F(Refreshing, NotesWhereAndWhenTheSessionWasSeen) {
  house.clock.advance(minutes{10});
  ASSERT_TRUE(refresh(first.refresh_token));
  const auto session = house.sessions.find(first.session)->session;
  EXPECT_EQ(session.last_seen_at, house.clock.now());
  EXPECT_EQ(session.created_at, house.clock.now() - minutes{10});
  EXPECT_EQ(session.address, "198.51.100.4");
  EXPECT_EQ(session.access_expires_at, house.clock.now() + minutes{15});
}

TEST_F(Refreshing, AnswersTwiceWithTheSamePairWithinTheGrace) {
  const auto once = refresh(first.refresh_token);
  ASSERT_TRUE(once);
  house.clock.advance(seconds{10} - milliseconds{1});
  const auto twice = refresh(first.refresh_token);
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->access_token, once->access_token);
  EXPECT_EQ(twice->refresh_token, once->refresh_token);
  EXPECT_EQ(twice->session, once->session);
  EXPECT_EQ(twice->expires_in, minutes{15} - seconds{10});  // what is left of it
  EXPECT_TRUE(refresh(once->refresh_token));
}

TEST_F(Refreshing, TakesATokenPresentedAfterItsGraceForStolen) {
  const auto next = refresh(first.refresh_token);
  house.clock.advance(seconds{10});
  const auto refused = refresh(first.refresh_token);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, invalid_grant);
  EXPECT_FALSE(lives());
  EXPECT_FALSE(refresh(next->refresh_token));
  EXPECT_THAT(house.revocations.heard, ElementsAre(first.session));
  ASSERT_EQ(house.revocations.log.size(), 1U);
  EXPECT_EQ(house.revocations.log[0].expires_at, house.clock.now() - seconds{10} + minutes{15});
  EXPECT_THAT(house.events.reused, ElementsAre(SessionReused{1, first.session, "curl/8", "198.51.100.4"}));
  EXPECT_EQ(house.audit.story(), "refresh_reused failure of 1");
}

TEST_F(Refreshing, TellsOfATheftOnce) {
  ASSERT_TRUE(refresh(first.refresh_token));
  house.clock.advance(seconds{10});
  EXPECT_FALSE(refresh(first.refresh_token));
  EXPECT_FALSE(refresh(first.refresh_token));
  EXPECT_EQ(house.events.reused.size(), 1U);
}

// Attack case S03: the thief first, the owner later.
TEST_F(Refreshing, EndsTheThiefsTokensWithTheOwners) {
  const auto thief = refresh(first.refresh_token);
  house.clock.advance(minutes{5});
  const auto thief_again = refresh(thief->refresh_token);
  ASSERT_TRUE(thief_again);
  house.clock.advance(minutes{5});
  EXPECT_FALSE(refresh(first.refresh_token));
  EXPECT_FALSE(refresh(thief_again->refresh_token));
}

TEST_F(Refreshing, RefusesAnOlderTokenWithinItsGraceAndLetsTheSessionLive) {
  const auto second = refresh(first.refresh_token);
  const auto third = refresh(second->refresh_token);
  house.clock.advance(seconds{5});
  EXPECT_FALSE(refresh(first.refresh_token));
  EXPECT_TRUE(lives());
  EXPECT_EQ(refresh(second->refresh_token)->refresh_token, third->refresh_token);
  EXPECT_THAT(house.events.reused, IsEmpty());
}

TEST_F(Refreshing, RefusesWhatIsNoTokenOfTheSession) {
  for (const std::string& token :
       {std::string(), std::string("x"), first.access_token, first.refresh_token + "x",
        "refresh|" + first.session + "|1|seed-1", std::string("refresh|nobody|0|seed-1"),
        "refresh|" + first.session + "|0|seed-2"}) {
    const auto refused = refresh(token);
    ASSERT_FALSE(refused) << token;
    EXPECT_EQ(refused.error().code, invalid_grant) << token;
  }
  EXPECT_TRUE(lives());
  EXPECT_EQ(house.transactions.kept, 0);
}

TEST_F(Refreshing, KeepsASessionAliveByUseAndEndsAnIdleOne) {
  std::string token = first.refresh_token;
  for (int i = 0; i < 4; ++i) {
    house.clock.advance(days{14} - milliseconds{1});
    const auto next = refresh(token);
    ASSERT_TRUE(next) << i;
    token = next->refresh_token;
  }
  house.clock.advance(days{14});
  EXPECT_FALSE(refresh(token));
  EXPECT_THAT(house.events.reused, IsEmpty());
}

TEST_F(Refreshing, EndsAtTheAbsoluteLifetimeHoweverMuchItIsUsed) {
  std::string token = first.refresh_token;
  for (int i = 0; i < 8; ++i) {
    house.clock.advance(days{10});
    token = refresh(token)->refresh_token;
  }
  house.clock.advance(days{10} - minutes{2});
  const auto last = refresh(token);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->refresh_expires_in, minutes{2});
  EXPECT_EQ(last->expires_in, minutes{2});  // no token outlives its session
  house.clock.advance(minutes{2});
  EXPECT_FALSE(refresh(last->refresh_token));
}

TEST_F(Refreshing, RefusesWhoseAccountIsGone) {
  house.accounts.remove(UserId{1});
  EXPECT_FALSE(refresh(first.refresh_token));
  EXPECT_EQ(house.transactions.undone, 1);
}

/// Sessions that another server rotates or ends between the look and the deed.
class Contended final : public testing::MemorySessions {
 public:
  bool rotate(const KeptSession& next, const RefreshRecord& from) override {
    if (meanwhile) std::exchange(meanwhile, nullptr)();
    return testing::MemorySessions::rotate(next, from);
  }

  std::function<void()> meanwhile;
};

class RefreshingTogether : public Refreshing {
 protected:
  RefreshingTogether() { sessions.add(*house.sessions.find(first.session)); }

  Contended sessions;
  RefreshSession one{sessions,     house.refresh_tokens, house.end_sessions, house.issue, house.accounts,
                     house.events, house.transactions,   house.audit,        house.clock, house.policy};
};

TEST_F(RefreshingTogether, GivesWhoLosesTheRaceWhatTheWinnerGot) {
  std::optional<IssuedTokens> winner;
  sessions.meanwhile = [&] { winner = one(first.refresh_token, {}).value(); };
  const auto loser = one(first.refresh_token, {});
  ASSERT_TRUE(loser);
  ASSERT_TRUE(winner);
  EXPECT_EQ(loser->refresh_token, winner->refresh_token);
  EXPECT_EQ(loser->access_token, winner->access_token);
}

TEST_F(RefreshingTogether, RefusesWhoLosesAgainstTheEndOfTheSession) {
  sessions.meanwhile = [&] { sessions.end(UserId{1}, first.session); };
  EXPECT_FALSE(one(first.refresh_token, {}));
}

}  // namespace
}  // namespace gatehouse::auth
