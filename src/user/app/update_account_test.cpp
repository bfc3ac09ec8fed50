#include "user/app/update_account.hpp"

#include <gmock/gmock.h>

#include "tests/support/user/user_house.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {
namespace {

using testing::AnyEvent;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

MATCHER_P2(FaultAt, field, code, "") { return arg.field == field && arg.code == code; }

class UpdatingAnAccount : public ::testing::Test {
 protected:
  Result<User> attempt(const AccountForm& form) {
    UpdateAccount update(house.users, house.hasher, house.policy, house.guesses, house.sessions, house.events,
                         house.transactions, house.audit, house.clock);
    return update(*Owner::of(kim.id, kim.id, "s"), form, Origin{.address = "203.0.113.9"});
  }
  FieldFaults faults(const AccountForm& form) {
    const auto refused = attempt(form);
    EXPECT_FALSE(refused);
    EXPECT_EQ(house.users.find(kim.id), kim);
    EXPECT_THAT(house.events.all, IsEmpty());
    return refused ? FieldFaults{} : refused.error().fields;
  }
  AccountChanged told(std::string_view change) {
    return {kim.id.value, "kim@example.com", std::string(change), to_millis(*kim.email_verified_at)};
  }

  testing::UserHouse house;
  const User kim = house.proven_member("kim", "kim@example.com");
};

TEST_F(UpdatingAnAccount, ChangesTheNicknameWithoutThePassword) {
  const auto user = attempt({.nickname = "lee"});
  ASSERT_TRUE(user);
  EXPECT_EQ(user->nickname, "lee");
  EXPECT_EQ(user->updated_at, house.clock.now());
  EXPECT_EQ(house.users.find(kim.id), *user);
  EXPECT_THAT(house.events.all, IsEmpty());
}

TEST_F(UpdatingAnAccount, EndsTheOtherSessionsWithANewPassword) {
  ASSERT_TRUE(attempt({.new_password = "another lantern", .current_password = "quiet lantern"}));
  EXPECT_THAT(house.sessions.committed, ElementsAre("others of " + std::to_string(kim.id.value) + " but s"));
}

TEST_F(UpdatingAnAccount, LeavesSessionsAloneWithoutANewPasswordOrWhereItIsRefused) {
  ASSERT_TRUE(attempt({.nickname = "lee", .email = "new@example.com", .current_password = "quiet lantern"}));
  EXPECT_THAT(house.sessions.asked, IsEmpty());
  house.transactions.before_each = [&] { house.users.change(kim.id, {.password_hash = "hash of another"}); };
  EXPECT_FALSE(attempt({.new_password = "another lantern", .current_password = "quiet lantern"}));
  EXPECT_THAT(house.sessions.committed, IsEmpty());
}

TEST_F(UpdatingAnAccount, TakesAnotherCaseOfTheNicknameForAChange) {
  EXPECT_EQ(attempt({.nickname = "KIM"})->nickname, "KIM");
}

TEST_F(UpdatingAnAccount, CountsWrongPasswordsAndForgivesTheRightOne) {
  faults({.nickname = "lee", .current_password = "another lantern"});
  EXPECT_THAT(house.guesses.outstanding, ElementsAre("s at 203.0.113.9"));
  ASSERT_TRUE(attempt({.nickname = "lee", .current_password = "quiet lantern"}));
  EXPECT_THAT(house.guesses.outstanding, IsEmpty());
}

TEST_F(UpdatingAnAccount, ForgivesTheRightPasswordWhateverElseIsWrong) {
  faults({.nickname = "x", .current_password = "quiet lantern"});
  EXPECT_THAT(house.guesses.outstanding, IsEmpty());
}

TEST_F(UpdatingAnAccount, LooksAtNoPasswordOfWhoGuessedTooOften) {
  house.guesses.used_up = true;
  const auto refused = attempt({.nickname = "lee", .current_password = "quiet lantern"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, too_many_requests);
  EXPECT_EQ(refused.error().retry_after, std::chrono::seconds{60});
  EXPECT_EQ(house.hasher.verified, 0);
  EXPECT_EQ(house.audit.story(), "nickname_changed limited of 1");
  EXPECT_TRUE(attempt({.nickname = "lee"})) << "which needs no password";
}

TEST_F(UpdatingAnAccount, HoldsANewAddressUntilItIsProvenAndTellsBoth) {
  const auto user = attempt({.email = "New@Example.com", .current_password = "quiet lantern"});
  ASSERT_TRUE(user);
  EXPECT_EQ(user->email, "kim@example.com");
  EXPECT_EQ(user->pending_email, "New@example.com");
  EXPECT_THAT(house.events.all,
              UnorderedElementsAre(AnyEvent(EmailChangeRequested{kim.id.value, "New@example.com"}),
                                   AnyEvent(told(AccountChanged::of_email))));
}

TEST_F(UpdatingAnAccount, SendsTheCodeAgainWhereTheSameAddressIsAskedForAgain) {
  const AccountForm form{.email = "new@example.com", .current_password = "quiet lantern"};
  ASSERT_TRUE(attempt(form));
  house.events.all.clear();
  EXPECT_EQ(attempt(form)->pending_email, "new@example.com");
  EXPECT_THAT(house.events.all, ElementsAre(AnyEvent(EmailChangeRequested{kim.id.value, "new@example.com"})));
}

TEST_F(UpdatingAnAccount, ChangesThePasswordAndTellsTheAddress) {
  ASSERT_TRUE(attempt({.new_password = "another lantern", .current_password = "quiet lantern"}));
  EXPECT_EQ(house.users.password_hash(kim.id), "hash of another lantern");
  EXPECT_THAT(house.events.all, ElementsAre(AnyEvent(told(AccountChanged::of_password))));
}

TEST_F(UpdatingAnAccount, GivesUpAPendingAddressWithTheOldPassword) {
  ASSERT_TRUE(attempt({.email = "stranger@example.com", .current_password = "quiet lantern"}));
  const auto user = attempt({.new_password = "another lantern", .current_password = "quiet lantern"});
  EXPECT_EQ(user->pending_email, std::nullopt);
  EXPECT_EQ(attempt({.email = "new@example.com",
                     .new_password = "a third lantern",
                     .current_password = "another lantern"})
                ->pending_email,
            "new@example.com");
}

TEST_F(UpdatingAnAccount, NeedsSomethingToChange) {
  EXPECT_EQ(attempt({}).error().code, no_changes);
  EXPECT_EQ(attempt({.current_password = "quiet lantern"}).error().code, no_changes);
  EXPECT_EQ(attempt({.current_password = "wrong"}).error().code, no_changes);
}

TEST_F(UpdatingAnAccount, NeedsThePasswordForAddressAndPassword) {
  EXPECT_THAT(faults({.email = "new@example.com"}), ElementsAre(FaultAt("current_password", "missing")));
  EXPECT_THAT(faults({.new_password = "another lantern"}),
              ElementsAre(FaultAt("current_password", "missing")));
  for (const char* wrong : {"", "short", "another lantern"}) {
    EXPECT_THAT(faults({.email = "new@example.com", .current_password = wrong}),
                ElementsAre(FaultAt("current_password", "incorrect")));
  }
}

TEST_F(UpdatingAnAccount, ChecksThePasswordWhereverItIsGiven) {
  EXPECT_THAT(faults({.nickname = "lee", .current_password = "wrong"}),
              ElementsAre(FaultAt("current_password", "incorrect")));
}

TEST_F(UpdatingAnAccount, TellsWhatIsUnchanged) {
  EXPECT_THAT(faults({.nickname = "kim"}), ElementsAre(FaultAt("nickname", "unchanged")));
  EXPECT_THAT(faults({.email = "KIM@EXAMPLE.com", .current_password = "quiet lantern"}),
              ElementsAre(FaultAt("email", "unchanged")));
  EXPECT_THAT(faults({.new_password = "quiet\u3000lantern", .current_password = "quiet lantern"}),
              ElementsAre(FaultAt("new_password", "unchanged")));
}

TEST_F(UpdatingAnAccount, TellsAllFaultsAtOnce) {
  EXPECT_THAT(
      faults({.nickname = "k", .email = "kim", .new_password = "short", .current_password = "wrong"}),
      UnorderedElementsAre(FaultAt("nickname", "too_short"), FaultAt("email", "invalid_format"),
                           FaultAt("new_password", "too_short"), FaultAt("current_password", "incorrect")));
}

TEST_F(UpdatingAnAccount, RefusesAPasswordMadeOfOldOrNewNames) {
  for (const char* own : {"kim@example.com", "gardener1", "gardener@x.de"}) {
    EXPECT_THAT(faults({.nickname = "gardener",
                        .email = "gardener@x.de",
                        .new_password = own,
                        .current_password = "quiet lantern"}),
                ElementsAre(FaultAt("new_password", "too_common")));
  }
}

TEST_F(UpdatingAnAccount, RefusesAPasswordMadeOfNamesAndWordsOfTheService) {
  house.policy = PasswordPolicy({.words = {"quillo"}});
  for (const char* known : {"quillo2024", "kim@example.quillo", "linda.quillo2"}) {
    EXPECT_THAT(faults({.nickname = "linda", .new_password = known, .current_password = "quiet lantern"}),
                ElementsAre(FaultAt("new_password", "too_common")));
  }
}

TEST_F(UpdatingAnAccount, AuditsEachChange) {
  ASSERT_TRUE(attempt({.nickname = "lee",
                       .email = "new@example.com",
                       .new_password = "another lantern",
                       .current_password = "quiet lantern"}));
  EXPECT_EQ(house.audit.story(),
            "nickname_changed success of 1, email_change_requested success of 1, "
            "password_changed success of 1");
  EXPECT_EQ(house.audit.all[0].origin.address, "203.0.113.9");
}

TEST_F(UpdatingAnAccount, AuditsAWrongPasswordAndNoOtherFault) {
  faults({.nickname = "k"});
  faults({.nickname = "lee", .current_password = "wrong"});
  faults({.email = "new@example.com", .current_password = "wrong"});
  faults({.email = "new@example.com", .new_password = "another lantern", .current_password = "wrong"});
  EXPECT_EQ(house.audit.story(),
            "nickname_changed failure of 1, email_change_requested failure of 1, "
            "password_changed failure of 1");
}

TEST_F(UpdatingAnAccount, AuditsTheSessionItIsDoneIn) {
  ASSERT_TRUE(attempt({.nickname = "lee"}));
  EXPECT_EQ(house.audit.all.back().session, "s");
}

TEST_F(UpdatingAnAccount, AuditsNothingThatIsUndone) {
  house.transactions.before_each = [&] { house.users.change(kim.id, {.password_hash = "hash of a third"}); };
  EXPECT_FALSE(attempt({.new_password = "another lantern", .current_password = "quiet lantern"}));
  EXPECT_EQ(house.audit.story(), "");
}

TEST_F(UpdatingAnAccount, AppliesAllOrNothing) {
  house.member("lee", "lee@example.com");
  const auto refused = attempt({.nickname = "LEE",
                                .email = "new@example.com",
                                .new_password = "another lantern",
                                .current_password = "quiet lantern"});
  EXPECT_EQ(refused.error().code, nickname_taken);
  EXPECT_EQ(house.users.find(kim.id), kim);
  EXPECT_EQ(house.users.password_hash(kim.id), "hash of quiet lantern");
  EXPECT_THAT(house.events.all, IsEmpty());
}

TEST_F(UpdatingAnAccount, LetsOneOfTwoPasswordChangesWin) {
  house.transactions.before_each = [&] { house.users.change(kim.id, {.password_hash = "hash of a third"}); };
  const auto refused = attempt({.new_password = "another lantern", .current_password = "quiet lantern"});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().fields, ElementsAre(FaultAt("current_password", "incorrect")));
  EXPECT_EQ(house.users.password_hash(kim.id), "hash of a third");
}

TEST_F(UpdatingAnAccount, IsRefusedWhereTheAccountIsGone) {
  house.transactions.before_each = [&] { house.users.remove(kim.id, "hash of quiet lantern"); };
  EXPECT_EQ(attempt({.nickname = "lee"}).error().code, account_gone);
  EXPECT_EQ(attempt({.nickname = "lee"}).error().code, account_gone);
}

}  // namespace
}  // namespace gatehouse::user
