#include "user/app/recovery.hpp"

#include <gtest/gtest.h>

#include "tests/support/user/user_house.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {
namespace {

class Recovering : public ::testing::Test {
 protected:
  /// The codes of the faults of a refused password; empty where it is taken.
  std::string fault_of(const Result<NewPassword>& prepared) {
    if (prepared) return {};
    return prepared.error().fields.empty() ? std::string(prepared.error().code.code)
                                           : prepared.error().fields.front().code;
  }

  testing::UserHouse house;
  Recovery recovery{house.users, house.hasher, house.policy, house.events, house.clock};
};

TEST_F(Recovering, RefusesWhatIsNobodysPasswordWithoutAHash) {
  EXPECT_EQ(recovery.password_fault("new_password", "short"),
            (FieldFault{"new_password", "too_short", "This must have at least 8 characters."}));
  EXPECT_EQ(recovery.password_fault("new_password", "password")->code, "too_common");
  EXPECT_EQ(recovery.password_fault("new_password", "distant harbour"), std::nullopt);
  EXPECT_EQ(house.hasher.hashed, 0);
}

TEST_F(Recovering, PreparesAPasswordForTheAccountAsItIs) {
  const User kim = house.proven_member();
  const auto prepared = recovery.prepare_password(kim.id, "new_password", "distant harbour");
  ASSERT_TRUE(prepared);
  EXPECT_EQ(prepared->hash, "hash of distant harbour");
  EXPECT_EQ(prepared->credential_version, house.users.contact(kim.id)->credential_version);
  EXPECT_EQ(house.users.password_hash(kim.id), "hash of quiet lantern");
}

TEST_F(Recovering, PreparesNoneThatIsMadeOfTheAccountsNames) {
  const UserId kim = house.proven_member("gardener", "kim@example.com").id;
  EXPECT_EQ(fault_of(recovery.prepare_password(kim, "new_password", "gardener12")), "too_common");
  EXPECT_EQ(fault_of(recovery.prepare_password(kim, "new_password", "Kim@Example.com")), "too_common");
  EXPECT_EQ(fault_of(recovery.prepare_password(kim, "new_password", "short")), "too_short");
  EXPECT_EQ(fault_of(recovery.prepare_password(UserId{99}, "new_password", "distant harbour")),
            "invalid_token");
  EXPECT_EQ(house.hasher.hashed, 0);
}

TEST_F(Recovering, PreparesNoneThatIsMadeOfNamesAndWordsOfTheService) {
  house.policy = PasswordPolicy({.words = {"quillo"}});
  const UserId linda = house.proven_member("linda", "k.lee@example.com").id;
  EXPECT_EQ(recovery.password_fault("new_password", "quillo2024")->code, "too_common");
  EXPECT_EQ(recovery.password_fault("new_password", "lindaquillo1"), std::nullopt)
      << "whose it is is not known";
  EXPECT_EQ(fault_of(recovery.prepare_password(linda, "new_password", "quillo2024")), "too_common");
  EXPECT_EQ(fault_of(recovery.prepare_password(linda, "new_password", "lindaquillo1")), "too_common");
  EXPECT_EQ(house.hasher.hashed, 0);
}

TEST_F(Recovering, SetsAPasswordOnceAndTellsTheAddress) {
  const User kim = house.proven_member();
  const auto prepared = recovery.prepare_password(kim.id, "new_password", "distant harbour");
  EXPECT_TRUE(recovery.set_password(kim.id, *prepared, "kim@example.com"));
  EXPECT_FALSE(recovery.set_password(kim.id, *prepared, "kim@example.com"));
  EXPECT_EQ(house.users.password_hash(kim.id), "hash of distant harbour");
  ASSERT_EQ(house.events.all.size(), 1U);
  EXPECT_EQ(std::get<AccountChanged>(house.events.all[0]),
            (AccountChanged{kim.id.value, "kim@example.com", "password", to_millis(*kim.email_verified_at)}));
}

TEST_F(Recovering, SetsNoPasswordByAnAddressThatTheAccountHasNotProven) {
  const UserId kim = house.member().id;
  const auto prepared = recovery.prepare_password(kim, "new_password", "distant harbour");
  EXPECT_FALSE(recovery.set_password(kim, *prepared, "kim@example.com"));
  EXPECT_TRUE(house.events.all.empty());
  EXPECT_TRUE(recovery.set_password(kim, *prepared, std::nullopt));
}

TEST_F(Recovering, RestoresAFormerAddressAndTellsNobody) {
  const User kim = house.proven_member();
  ASSERT_EQ(house.users.change(
                kim.id, {.pending_email = *Email::parse("thief@example.com"), .at = house.clock.now()}),
            ChangeOutcome::changed);
  house.users.confirm(kim.id, *Email::parse("thief@example.com"), house.clock.now());
  ASSERT_TRUE(recovery.restore(kim.id, {"kim@example.com", kim.email_verified_at}, recovery.unusable_hash()));
  EXPECT_EQ(house.users.find(kim.id)->email, "kim@example.com");
  EXPECT_EQ(house.users.find(kim.id)->email_verified_at, kim.email_verified_at);
  EXPECT_FALSE(house.hasher.verify(*house.users.password_hash(kim.id), "quiet lantern"));
  EXPECT_TRUE(house.events.all.empty());
}

}  // namespace
}  // namespace gatehouse::user
