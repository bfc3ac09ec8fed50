// Whose address it is: typed by many, proven by one.

#include <gtest/gtest.h>

#include "tests/support/user/users_contract.hpp"

namespace gatehouse::user::adapters {
namespace {

class AnyProofs : public UsersContract {
 protected:
  UserId proven(std::string_view nickname, std::string_view address) {
    const UserId id = add(nickname, address)->id;
    EXPECT_EQ(confirm(id, address), Confirmation::confirmed);
    return id;
  }
  Confirmation confirm(UserId id, std::string_view address) {
    return users().confirm(id, email(address), clock.now());
  }
  void ask_for(UserId id, std::string_view address) {
    ASSERT_EQ(users().change(id, {.pending_email = email(address), .at = clock.now()}),
              ChangeOutcome::changed);
  }
};

INSTANTIATE_TEST_SUITE_P(Users, AnyProofs, kinds_of_users(), kind_name);

TEST_P(AnyProofs, ProveATypedAddressOnce) {
  const UserId kim = add("kim", "Kim@example.com")->id;
  EXPECT_EQ(users().unproven_address(kim, email("kim@example.com")), "Kim@example.com");
  clock.advance(std::chrono::seconds{5});
  EXPECT_EQ(confirm(kim, "KIM@example.com"), Confirmation::confirmed);
  const User user = users().find(kim).value();
  EXPECT_EQ(user.email, "Kim@example.com");
  EXPECT_EQ(user.email_verified_at, clock.now());
  EXPECT_EQ(user.updated_at, clock.now());
  EXPECT_EQ(users().unproven_address(kim, email("kim@example.com")), std::nullopt);
  EXPECT_EQ(confirm(kim, "kim@example.com"), Confirmation::not_held);
}

TEST_P(AnyProofs, ProveNothingThatIsNotHeld) {
  const UserId kim = add("kim", "kim@example.com")->id;
  EXPECT_EQ(users().unproven_address(kim, email("lee@example.com")), std::nullopt);
  EXPECT_EQ(confirm(kim, "lee@example.com"), Confirmation::not_held);
  EXPECT_EQ(confirm(UserId{77}, "kim@example.com"), Confirmation::not_held);
  EXPECT_EQ(users().unproven_address(UserId{77}, email("kim@example.com")), std::nullopt);
}

TEST_P(AnyProofs, LetThePendingAddressTakeThePlaceOfTheOld) {
  const UserId kim = proven("kim", "old@example.com");
  ask_for(kim, "New@example.com");
  EXPECT_EQ(users().find(kim)->email, "old@example.com");
  EXPECT_EQ(users().unproven_address(kim, email("new@example.com")), "New@example.com");
  EXPECT_EQ(confirm(kim, "new@example.com"), Confirmation::confirmed);
  const User user = users().find(kim).value();
  EXPECT_EQ(user.email, "New@example.com");
  EXPECT_TRUE(user.email_verified_at);
  EXPECT_EQ(user.pending_email, std::nullopt);
  EXPECT_FALSE(users().credential_by_email(email("old@example.com")));
  EXPECT_TRUE(users().credential_by_email(email("new@example.com")));
}

TEST_P(AnyProofs, KeepThePendingAddressWhileTheTypedOneIsProven) {
  const UserId kim = add("kim", "typed@example.com")->id;
  ask_for(kim, "new@example.com");
  EXPECT_EQ(users().unproven_address(kim, email("typed@example.com")), "typed@example.com");
  EXPECT_EQ(confirm(kim, "typed@example.com"), Confirmation::confirmed);
  EXPECT_EQ(users().find(kim)->pending_email, "new@example.com");
  EXPECT_EQ(confirm(kim, "new@example.com"), Confirmation::confirmed);
  EXPECT_EQ(users().find(kim)->email, "new@example.com");
}

TEST_P(AnyProofs, ReplaceOnePendingAddressByTheNext) {
  const UserId kim = proven("kim", "old@example.com");
  ask_for(kim, "first@example.com");
  ask_for(kim, "second@example.com");
  EXPECT_EQ(confirm(kim, "first@example.com"), Confirmation::not_held);
  EXPECT_EQ(confirm(kim, "second@example.com"), Confirmation::confirmed);
}

TEST_P(AnyProofs, AreWorthNothingForAPendingAddressAfterAChangeOfPassword) {
  const UserId kim = proven("kim", "old@example.com");
  ask_for(kim, "stranger@example.com");
  ASSERT_EQ(users().change(kim, {.nickname = nickname("kimmy"), .at = clock.now()}), ChangeOutcome::changed);
  EXPECT_EQ(users().find(kim)->pending_email, "stranger@example.com");
  ASSERT_EQ(users().change(kim, {.password_hash = "another", .at = clock.now()}), ChangeOutcome::changed);
  EXPECT_EQ(users().find(kim)->pending_email, std::nullopt);
  EXPECT_EQ(users().unproven_address(kim, email("stranger@example.com")), std::nullopt);
  EXPECT_EQ(confirm(kim, "stranger@example.com"), Confirmation::not_held);
  EXPECT_EQ(users().find(kim)->email, "old@example.com");
}

TEST_P(AnyProofs, GiveATypedAddressToTheFirstWhoProvesIt) {
  const UserId kim = add("kim", "one@example.com")->id;
  const UserId lee = add("lee", "ONE@example.com")->id;
  EXPECT_EQ(confirm(lee, "one@example.com"), Confirmation::confirmed);
  EXPECT_EQ(confirm(kim, "one@example.com"), Confirmation::taken);
  EXPECT_FALSE(users().find(kim)->email_verified_at);
  EXPECT_EQ(users().credential_by_email(email("one@example.com"))->user, lee);
}

TEST_P(AnyProofs, GiveAPendingAddressToTheFirstWhoProvesIt) {
  const UserId kim = proven("kim", "kim@example.com");
  ask_for(kim, "one@example.com");
  proven("lee", "one@example.com");
  EXPECT_EQ(confirm(kim, "one@example.com"), Confirmation::taken);
  EXPECT_EQ(users().find(kim)->email, "kim@example.com");
}

TEST_P(AnyProofs, FreeAnAddressThatItsOwnerGaveUp) {
  const UserId lee = proven("lee", "one@example.com");
  const UserId kim = add("kim", "one@example.com")->id;
  ASSERT_TRUE(users().remove(lee, "the hash"));
  EXPECT_EQ(confirm(kim, "one@example.com"), Confirmation::confirmed);
}

}  // namespace
}  // namespace gatehouse::user::adapters
