#include "user/app/sign_up.hpp"

#include <gmock/gmock.h>

#include "tests/support/user/user_house.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

MATCHER_P2(FaultAt, field, code, "") { return arg.field == field && arg.code == code; }

class SigningUp : public ::testing::Test {
 protected:
  SignUp sign_up() {
    return {house.users,          house.hasher,       house.policy, house.events,
            house.sign_up_limits, house.transactions, house.audit,  house.clock};
  }
  Result<User> attempt(std::string_view nickname, std::string_view email, std::string_view password) {
    return sign_up()({.nickname = nickname, .email = email, .password = password},
                     {.address = "203.0.113.9"});
  }

  testing::UserHouse house;
};

TEST_F(SigningUp, MakesAnAccountWithAnUnprovenAddress) {
  const auto user = attempt("Kim", "Kim@Example.com", "quiet lantern");
  ASSERT_TRUE(user);
  EXPECT_EQ(*user, (User{user->id, "Kim", "Kim@example.com", {}, {}, house.clock.now(), house.clock.now()}));
  EXPECT_EQ(house.users.find(user->id), *user);
  EXPECT_EQ(house.users.password_hash(user->id), "hash of quiet lantern");
}

TEST_F(SigningUp, TellsThatSomebodySignedUp) {
  const auto user = attempt("Kim", "Kim@Example.com", "quiet lantern");
  EXPECT_THAT(house.events.all, ElementsAre(testing::AnyEvent(SignedUp{user->id.value, "Kim@example.com"})));
}

TEST_F(SigningUp, TellsItInTheTransactionThatMakesTheAccount) {
  int transactions = 0;
  house.transactions.before_each = [&] { ++transactions; };
  ASSERT_TRUE(attempt("Kim", "Kim@Example.com", "quiet lantern"));
  EXPECT_EQ(house.events.all.size(), 1U);
  EXPECT_EQ(transactions, 1);
}

TEST_F(SigningUp, IsAuditedOnceItIsDone) {
  house.member("kim");
  EXPECT_FALSE(attempt("kim", "kim@example.com", "quiet lantern"));
  EXPECT_TRUE(attempt("lee", "lee@example.com", "quiet lantern"));
  EXPECT_EQ(house.audit.story(), "signed_up success of 2");
  EXPECT_EQ(house.audit.all[0].origin.address, "203.0.113.9");
}

TEST_F(SigningUp, RefusesANicknameThatIsTaken) {
  house.member("kim");
  const auto refused = attempt("ＫІＭ", "other@example.com", "quiet lantern");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, nickname_taken);
  EXPECT_THAT(house.events.all, IsEmpty());
}

TEST_F(SigningUp, CountsTheTakenNicknamesThatItTells) {
  house.member("kim");
  attempt("kim", "other@example.com", "quiet lantern");
  attempt("lee", "other@example.com", "quiet lantern");
  attempt("lea", "no address", "quiet lantern");
  EXPECT_THAT(house.sign_up_limits.conflicts, ElementsAre("203.0.113.9"));
}

TEST_F(SigningUp, TellsNoMoreOfThemThanItMay) {
  house.member("kim");
  house.sign_up_limits.most = 0;
  const auto refused = attempt("kim", "other@example.com", "quiet lantern");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, too_many_requests);
}

TEST_F(SigningUp, HashesNothingOnceTooManyWereTold) {
  house.sign_up_limits.used_up = true;
  const auto refused = attempt("lee", "other@example.com", "quiet lantern");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, too_many_requests);
  EXPECT_EQ(refused.error().retry_after, std::chrono::seconds{60});
  EXPECT_EQ(house.hasher.hashed, 0);
  EXPECT_EQ(house.audit.story(), "signed_up limited");
}

TEST_F(SigningUp, LetsManyTypeOneAddress) {
  house.proven_member("kim", "kim@example.com");
  EXPECT_TRUE(attempt("lee", "kim@example.com", "quiet lantern"));
}

TEST_F(SigningUp, TellsAllFaultsAtOnceAndHashesNothing) {
  const auto refused = attempt("k", "kim", "short");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, invalid_request);
  EXPECT_THAT(refused.error().fields,
              ElementsAre(FaultAt("nickname", "too_short"), FaultAt("email", "invalid_format"),
                          FaultAt("password", "too_short")));
  EXPECT_EQ(house.hasher.hashed, 0);
}

TEST_F(SigningUp, RefusesACommonPassword) {
  EXPECT_THAT(attempt("kim", "kim@example.com", "Password1").error().fields,
              ElementsAre(FaultAt("password", "too_common")));
}

TEST_F(SigningUp, RefusesAPasswordMadeOfTheOwnNames) {
  EXPECT_THAT(attempt("gardener", "k@x.de", "gardener1").error().fields,
              ElementsAre(FaultAt("password", "too_common")));
  EXPECT_THAT(attempt("kim", "gardener@x.de", "gardener1").error().fields,
              ElementsAre(FaultAt("password", "too_common")));
}

TEST_F(SigningUp, RefusesAPasswordMadeOfTheOwnNamesAndWordsOfTheService) {
  house.policy = PasswordPolicy({.words = {"Quillo"}});
  for (const auto* password : {"quillo2024", "lindaquillo1", "k.lee@quillo"}) {
    EXPECT_THAT(attempt("linda", "k.lee@x.de", password).error().fields,
                ElementsAre(FaultAt("password", "too_common")))
        << password;
  }
  EXPECT_TRUE(attempt("linda", "k.lee@x.de", "an anvil of quillo"));
}

}  // namespace
}  // namespace gatehouse::user
