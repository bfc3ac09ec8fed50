#include "user/app/delete_account.hpp"

#include <gmock/gmock.h>

#include "tests/support/user/user_house.hpp"
#include "user/app/view_account.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

MATCHER_P2(FaultAt, field, code, "") { return arg.field == field && arg.code == code; }

class DeletingAnAccount : public ::testing::Test {
 protected:
  Result<void> attempt(std::optional<std::string_view> password) {
    DeleteAccount delete_account(house.users, house.hasher, house.guesses, house.sessions, house.events,
                                 house.transactions, house.audit);
    return delete_account(*Owner::of(kim, kim), password, {.address = "203.0.113.9"});
  }

  testing::UserHouse house;
  const UserId kim = house.member("kim").id;
};

TEST_F(DeletingAnAccount, ErasesItAndTellsTheOthers) {
  EXPECT_TRUE(attempt("quiet lantern"));
  EXPECT_EQ(house.users.find(kim), std::nullopt);
  EXPECT_THAT(house.events.all, ElementsAre(testing::AnyEvent(Deleted{kim.value})));
}

TEST_F(DeletingAnAccount, EndsEverySessionAndTellsSoOnceItIsDone) {
  ASSERT_TRUE(attempt("quiet lantern"));
  EXPECT_THAT(house.sessions.committed, ElementsAre("everything of " + std::to_string(kim.value)));
}

TEST_F(DeletingAnAccount, TellsOfNoEndWhereItIsRefused) {
  EXPECT_FALSE(attempt("another lantern"));
  EXPECT_THAT(house.sessions.asked, IsEmpty());
  house.transactions.before_each = [&] { house.users.change(kim, {.password_hash = "hash of another"}); };
  EXPECT_FALSE(attempt("quiet lantern"));
  EXPECT_THAT(house.sessions.committed, IsEmpty());
}

TEST_F(DeletingAnAccount, FreesTheNicknameButNeverTheId) {
  ASSERT_TRUE(attempt("quiet lantern"));
  EXPECT_GT(house.member("kim").id, kim);
}

TEST_F(DeletingAnAccount, NeedsTheRightPassword) {
  EXPECT_THAT(attempt({}).error().fields, ElementsAre(FaultAt("current_password", "missing")));
  for (const char* wrong : {"", "short", "another lantern", "QUIET LANTERN"}) {
    EXPECT_THAT(attempt(wrong).error().fields, ElementsAre(FaultAt("current_password", "incorrect")));
  }
  EXPECT_TRUE(house.users.find(kim));
  EXPECT_THAT(house.events.all, IsEmpty());
}

TEST_F(DeletingAnAccount, CountsWrongPasswordsAndLooksAtNoneTooMany) {
  EXPECT_FALSE(attempt("another lantern"));
  EXPECT_EQ(house.guesses.outstanding.size(), 1U);
  house.guesses.used_up = true;
  EXPECT_EQ(attempt("quiet lantern").error().code, too_many_requests);
  house.guesses.used_up = false;
  EXPECT_TRUE(attempt("quiet lantern"));
  EXPECT_THAT(house.guesses.outstanding, IsEmpty());
  EXPECT_EQ(house.audit.story(),
            "account_deleted failure of 1, account_deleted limited of 1, account_deleted success of 1");
}

TEST_F(DeletingAnAccount, IsAudited) {
  EXPECT_FALSE(attempt("another lantern"));
  EXPECT_TRUE(attempt("quiet lantern"));
  EXPECT_EQ(house.audit.story(), "account_deleted failure of 1, account_deleted success of 1");
  EXPECT_EQ(house.audit.all[1].origin.address, "203.0.113.9");
}

TEST_F(DeletingAnAccount, IsRefusedWhereThePasswordWasChangedMeanwhile) {
  house.transactions.before_each = [&] { house.users.change(kim, {.password_hash = "hash of another"}); };
  EXPECT_THAT(attempt("quiet lantern").error().fields, ElementsAre(FaultAt("current_password", "incorrect")));
  EXPECT_TRUE(house.users.find(kim));
}

TEST_F(DeletingAnAccount, HappensOnce) {
  house.transactions.before_each = [&] { house.users.remove(kim, "hash of quiet lantern"); };
  EXPECT_EQ(attempt("quiet lantern").error().code, account_gone);
  EXPECT_EQ(attempt("quiet lantern").error().code, account_gone);
  EXPECT_THAT(house.events.all, IsEmpty());
}

TEST_F(DeletingAnAccount, LeavesNothingToView) {
  ViewAccount view(house.users);
  const Owner owner = *Owner::of(kim, kim);
  EXPECT_EQ(view(owner)->nickname, "kim");
  ASSERT_TRUE(attempt("quiet lantern"));
  EXPECT_EQ(view(owner).error().code, account_gone);
}

TEST(Owner, IsOnlyWhoseAccountItIs) {
  EXPECT_EQ(Owner::of(UserId{7}, UserId{7})->id(), UserId{7});
  EXPECT_EQ(Owner::of(UserId{7}, UserId{8}).error().code, forbidden);
}

}  // namespace
}  // namespace gatehouse::user
