#include "user/app/answers.hpp"

#include <gtest/gtest.h>

#include "tests/support/user/user_house.hpp"

namespace gatehouse::user {
namespace {

class Answering : public ::testing::Test {
 protected:
  testing::UserHouse house;
  Answers answers{house.users, house.hasher, house.events, house.clock};
};

TEST_F(Answering, KnowsWhoHasAnAccount) {
  const UserId kim = house.member().id;
  EXPECT_TRUE(answers.account_exists(kim));
  EXPECT_FALSE(answers.account_exists(UserId{kim.value + 1}));
}

TEST_F(Answering, TellsAProofOfThePasswordOfNowFromAnOlderOne) {
  const UserId kim = house.member("kim").id;
  const auto admit = [](const Login&) -> Result<void> { return {}; };
  const auto proof = answers.check_password_by_nickname("kim", "quiet lantern", admit).value().value();
  EXPECT_TRUE(answers.is_current(proof));
  house.users.change(kim, {.nickname = *Nickname::parse("lee")});
  EXPECT_TRUE(answers.is_current(proof));
  house.users.change(kim, {.password_hash = "hash of another"});
  EXPECT_FALSE(answers.is_current(proof));
  house.users.remove(kim, "hash of another");
  EXPECT_FALSE(answers.is_current(proof));
}

TEST_F(Answering, GivesEverySpellingOfAnAddressOneForm) {
  EXPECT_EQ(answers.canonical_email("Kim@BÜCHER.example"), "kim@xn--bcher-kva.example");
  EXPECT_EQ(answers.canonical_email("not an address"), std::nullopt);
}

TEST_F(Answering, NamesTheAddressThatAwaitsItsProofAsItIsStored) {
  const UserId kim = house.member("kim", "Kim@example.com").id;
  EXPECT_EQ(answers.awaits_proof(kim, "KIM@EXAMPLE.COM"), "Kim@example.com");
  EXPECT_EQ(answers.awaits_proof(kim, "lee@example.com"), std::nullopt);
  EXPECT_EQ(answers.awaits_proof(kim, "not an address"), std::nullopt);
  EXPECT_EQ(answers.awaits_proof(UserId{99}, "kim@example.com"), std::nullopt);
}

TEST_F(Answering, ConfirmsAnAddressOnce) {
  const UserId kim = house.member("kim", "kim@example.com").id;
  EXPECT_EQ(answers.confirm_address(kim, "KIM@example.com"), Confirmation::confirmed);
  EXPECT_EQ(house.users.find(kim)->email_verified_at, house.clock.now());
  EXPECT_EQ(answers.confirm_address(kim, "kim@example.com"), Confirmation::not_held);
  EXPECT_EQ(answers.confirm_address(kim, "not an address"), Confirmation::not_held);
}

TEST_F(Answering, TellsOfAnAddressThatAnotherHasTakenThePlaceOf) {
  const User kim = house.proven_member("kim", "kim@example.com");
  house.users.change(kim.id, {.pending_email = *Email::parse("new@example.com"), .at = house.clock.now()});
  EXPECT_EQ(answers.confirm_address(kim.id, "other@example.com"), Confirmation::not_held);
  EXPECT_TRUE(house.events.all.empty());
  EXPECT_EQ(answers.confirm_address(kim.id, "new@example.com"), Confirmation::confirmed);
  ASSERT_EQ(house.events.all.size(), 1U);
  EXPECT_EQ(std::get<AddressReplaced>(house.events.all[0]),
            (AddressReplaced{kim.id.value, "kim@example.com", to_millis(*kim.email_verified_at)}));
}

TEST_F(Answering, TellsNothingOfAnAddressThatIsProvenWhereItStands) {
  const UserId kim = house.member("kim", "kim@example.com").id;
  EXPECT_EQ(answers.confirm_address(kim, "kim@example.com"), Confirmation::confirmed);
  EXPECT_TRUE(house.events.all.empty());
}

TEST_F(Answering, ChecksPasswords) {
  const UserId kim = house.proven_member("kim", "kim@example.com").id;
  const auto admit = [](const Login&) -> Result<void> { return {}; };
  EXPECT_EQ(answers.check_password_by_nickname("kim", "quiet lantern", admit).value()->user, kim);
  EXPECT_EQ(answers.check_password_by_email("kim@example.com", "quiet lantern", admit).value()->user, kim);
}

}  // namespace
}  // namespace gatehouse::user
