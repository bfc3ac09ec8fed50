#include "auth/app/sign_out.hpp"

#include <gmock/gmock.h>

#include "auth/app/end_own_session.hpp"
#include "auth/app/list_sessions.hpp"
#include "tests/support/auth/session_house.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// Three sessions of one user, one of another, opened in this order.
class EndingSessions : public ::testing::Test {
 protected:
  EndingSessions() {
    for (const std::int64_t user : {1, 2}) house.accounts.add(UserId{user}, "kim@example.com");
  }

  std::string open(UserId user) {
    house.clock.advance(std::chrono::seconds{1});
    return house.open(user).session;
  }
  std::vector<std::string> live(UserId user = UserId{1}) {
    std::vector<std::string> ids;
    for (const Session& session : list(SessionHolder{user, ""})) ids.push_back(session.id);
    return ids;
  }

  testing::SessionHouse house;
  SignOut sign_out{house.sessions, house.end_sessions, house.transactions, house.audit};
  EndOwnSession end{house.end_sessions, house.transactions, house.audit};
  ListSessions list{house.sessions, house.clock};
  const std::string laptop = open(UserId{1});
  const std::string phone = open(UserId{1});
  const std::string tablet = open(UserId{1});
  const std::string of_lee = open(UserId{2});
  const SessionHolder holder{UserId{1}, phone};
  const Origin origin{"192.0.2.1", "curl/8", "r-9"};
};

TEST_F(EndingSessions, SignsOutOfThisOne) {
  EXPECT_TRUE(sign_out(holder, SignOutScope::this_one, origin));
  EXPECT_THAT(live(), ElementsAre(tablet, laptop));
  EXPECT_THAT(house.revocations.heard, ElementsAre(phone));
  EXPECT_EQ(house.audit.story(), "signed_out success of 1");
  EXPECT_EQ(house.audit.all[0].session, phone);
}

TEST_F(EndingSessions, SignsOutOfAllOthers) {
  EXPECT_TRUE(sign_out(holder, SignOutScope::others, origin));
  EXPECT_THAT(live(), ElementsAre(phone));
  EXPECT_THAT(house.revocations.heard, UnorderedElementsAre(laptop, tablet));
  EXPECT_EQ(house.audit.story(), "sessions_ended success of 1");
  EXPECT_THAT(live(UserId{2}), ElementsAre(of_lee));
}

TEST_F(EndingSessions, SignsOutOfAll) {
  EXPECT_TRUE(sign_out(holder, SignOutScope::all, origin));
  EXPECT_THAT(live(), IsEmpty());
  EXPECT_THAT(house.revocations.heard, UnorderedElementsAre(laptop, phone, tablet));
  EXPECT_THAT(live(UserId{2}), ElementsAre(of_lee));
}

TEST_F(EndingSessions, DoesNothingInTheNameOfASessionThatHasEnded) {
  ASSERT_TRUE(sign_out(holder, SignOutScope::this_one, origin));
  for (const auto scope : {SignOutScope::this_one, SignOutScope::others, SignOutScope::all}) {
    const auto refused = sign_out(holder, scope, origin);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, session_over);
  }
  EXPECT_THAT(live(), ElementsAre(tablet, laptop));
}

TEST_F(EndingSessions, EndsOneByItsIdOnce) {
  EXPECT_TRUE(end(holder, laptop, origin));
  EXPECT_THAT(live(), ElementsAre(tablet, phone));
  EXPECT_THAT(house.revocations.heard, ElementsAre(laptop));
  EXPECT_EQ(end(holder, laptop, origin).error().code, session_unknown);
  EXPECT_EQ(house.audit.story(), "session_ended success of 1");
}

// Attack case S10.
TEST_F(EndingSessions, NeverEndsOrListsSomebodyElses) {
  EXPECT_EQ(end(holder, of_lee, origin).error().code, session_unknown);
  EXPECT_EQ(end(holder, "nowhere", origin).error().code, session_unknown);
  EXPECT_THAT(live(UserId{2}), ElementsAre(of_lee));
  EXPECT_THAT(live(), ElementsAre(tablet, phone, laptop));
  EXPECT_THAT(house.audit.all, IsEmpty());
}

TEST_F(EndingSessions, RevokesATokenThatAClockSetBackMakesGoodAgain) {
  const std::string fresh = open(UserId{1});
  house.clock.advance(minutes{15} + clock_leeway - std::chrono::milliseconds{1});
  EXPECT_TRUE(sign_out({UserId{1}, fresh}, SignOutScope::all, origin));
  EXPECT_THAT(house.revocations.heard, ElementsAre(fresh));
}

TEST_F(EndingSessions, RevokesWhatCanStillBeUsedOnly) {
  house.clock.advance(minutes{15} + clock_leeway);
  const std::string fresh = open(UserId{1});
  EXPECT_TRUE(sign_out({UserId{1}, fresh}, SignOutScope::all, origin));
  EXPECT_THAT(live(), IsEmpty());
  EXPECT_THAT(house.revocations.heard, ElementsAre(fresh));  // the tokens of the others have expired
  ASSERT_EQ(house.revocations.log.size(), 1U);
}

TEST_F(EndingSessions, RevokesEveryTokenOfAUserWhereEverythingEnds) {
  house.end_sessions.committed(house.end_sessions.end_everything(UserId{1}));
  EXPECT_THAT(live(), IsEmpty());
  EXPECT_THAT(house.revocations.heard, UnorderedElementsAre(laptop, phone, tablet, "user 1"));
  const Revocation& last = house.revocations.log.back();
  EXPECT_EQ(last.not_before, to_millis(house.clock.now()) / 1000);
  EXPECT_GE(last.expires_at, house.clock.now() + minutes{15});
  EXPECT_THAT(house.sessions.turns, ElementsAre(UserId{1}));
}

}  // namespace
}  // namespace gatehouse::auth
