// What every collection of users keeps of recovery: contacts, new passwords, ways back.

#include <gtest/gtest.h>

#include "tests/support/user/users_contract.hpp"

namespace gatehouse::user::adapters {
namespace {

using std::chrono::minutes;

class RecoverableUsers : public UsersContract {
 protected:
  /// Somebody who has proven the address.
  UserId proven(std::string_view name, std::string_view address = "kim@example.com") {
    const UserId id = add(name, address)->id;
    EXPECT_EQ(users().confirm(id, email(address), clock.now()), Confirmation::confirmed);
    return id;
  }
  std::int64_t version(UserId user) { return users().contact(user)->credential_version; }
  bool reset(UserId user, std::int64_t from, std::optional<Email> address = {}) {
    return users().reset_password(user, {"another hash", from, std::move(address), clock.now()});
  }
  void ask_for(UserId user, std::string_view address) {
    ASSERT_EQ(users().change(user, {.pending_email = email(address), .at = clock.now()}),
              ChangeOutcome::changed);
  }
};

INSTANTIATE_TEST_SUITE_P(Users, RecoverableUsers, kinds_of_users(), kind_name);

TEST_P(RecoverableUsers, AreReachedAtTheirAddress) {
  const UserId kim = add("kim", "Kim@example.com")->id;
  EXPECT_EQ(users().contact(kim), (Contact{kim, "Kim@example.com", false, "en", 1}));
  users().confirm(kim, email("kim@example.com"), clock.now());
  EXPECT_EQ(users().contact(kim), (Contact{kim, "Kim@example.com", true, "en", 1}));
  EXPECT_EQ(users().contact(UserId{kim.value + 1}), std::nullopt);
}

TEST_P(RecoverableUsers, AreFoundByAProvenAddressOnly) {
  add("lee", "kim@example.com");
  EXPECT_EQ(users().owner_of(email("kim@example.com")), std::nullopt);
  const UserId kim = proven("kim");
  EXPECT_EQ(users().owner_of(email("KIM@example.com")), users().contact(kim));
}

TEST_P(RecoverableUsers, TakeANewPasswordInPlaceOfTheOneItWasMeantFor) {
  const UserId kim = proven("kim");
  ask_for(kim, "new@example.com");
  clock.advance(minutes{1});
  const std::int64_t before = version(kim);
  EXPECT_TRUE(reset(kim, before, email("kim@example.com")));
  EXPECT_EQ(users().password_hash(kim), "another hash");
  EXPECT_GT(version(kim), before);
  EXPECT_EQ(users().find(kim)->pending_email, std::nullopt);
  EXPECT_EQ(users().find(kim)->updated_at, clock.now());
  EXPECT_FALSE(reset(kim, before, email("kim@example.com")));
  EXPECT_FALSE(reset(UserId{kim.value + 1}, 1));
}

TEST_P(RecoverableUsers, TakeNoNewPasswordByAnAddressThatIsNotProvenTheirs) {
  const UserId kim = add("kim", "kim@example.com")->id;
  const UserId lee = proven("lee", "lee@example.com");
  EXPECT_FALSE(reset(kim, version(kim), email("kim@example.com")));
  EXPECT_FALSE(reset(lee, version(lee), email("kim@example.com")));
  EXPECT_EQ(users().password_hash(lee), "the hash");
  EXPECT_TRUE(reset(kim, version(kim)));
}

TEST_P(RecoverableUsers, GetTheirFormerAddressBackAsItWas) {
  const UserId kim = proven("kim");
  const Time verified_at = clock.now();
  clock.advance(minutes{1});
  ask_for(kim, "thief@example.com");
  users().confirm(kim, email("thief@example.com"), clock.now());
  ask_for(kim, "other@example.com");
  const std::int64_t before = version(kim);
  const auto restored =
      users().restore(kim, {email("Kim@example.com"), verified_at, "unusable", clock.now()});
  ASSERT_TRUE(restored);
  EXPECT_FALSE(restored->address_is_elsewhere);
  EXPECT_GT(restored->credential_version, before);
  EXPECT_EQ(restored->credential_version, version(kim));
  EXPECT_EQ(users().password_hash(kim), "unusable");
  const User now = users().find(kim).value();
  EXPECT_EQ(now.email, "Kim@example.com");
  EXPECT_EQ(now.email_verified_at, verified_at);
  EXPECT_EQ(now.pending_email, std::nullopt);
  EXPECT_EQ(users().owner_of(email("thief@example.com")), std::nullopt);
  EXPECT_EQ(users().owner_of(email("kim@example.com"))->user, kim);
}

TEST_P(RecoverableUsers, KeepTheirPasswordWhereNoneComesInItsPlace) {
  const UserId kim = add("kim", "kim@example.com")->id;
  ask_for(kim, "new@example.com");
  users().confirm(kim, email("new@example.com"), clock.now());
  const std::int64_t before = version(kim);
  const auto restored = users().restore(kim, {.email = email("kim@example.com"), .at = clock.now()});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->credential_version, before);
  EXPECT_EQ(users().password_hash(kim), "the hash");
  EXPECT_EQ(users().find(kim)->email, "kim@example.com");
  EXPECT_EQ(users().find(kim)->email_verified_at, std::nullopt);
}

TEST_P(RecoverableUsers, KeepAnAddressProvenThatTheyHaveProvenMeanwhile) {
  const UserId kim = proven("kim");
  ASSERT_TRUE(users().restore(kim, {.email = email("kim@example.com"), .at = clock.now()}));
  EXPECT_TRUE(users().contact(kim)->verified);
}

TEST_P(RecoverableUsers, GetAnAddressBackUnverifiedThatAnotherHasProvenMeanwhile) {
  const UserId kim = proven("kim");
  const Time verified_at = clock.now();
  ask_for(kim, "thief@example.com");
  users().confirm(kim, email("thief@example.com"), clock.now());
  const UserId lee = proven("lee");
  const auto restored =
      users().restore(kim, {email("kim@example.com"), verified_at, "unusable", clock.now()});
  ASSERT_TRUE(restored);
  EXPECT_TRUE(restored->address_is_elsewhere);
  EXPECT_EQ(users().contact(kim)->email, "kim@example.com");
  EXPECT_FALSE(users().contact(kim)->verified);
  EXPECT_EQ(users().password_hash(kim), "unusable");
  EXPECT_EQ(users().owner_of(email("kim@example.com"))->user, lee);
}

TEST_P(RecoverableUsers, AreGoneWhereTheyAreGone) {
  const UserId kim = add("kim")->id;
  ASSERT_TRUE(users().remove(kim, "the hash"));
  EXPECT_FALSE(users().restore(kim, {.email = email("kim@example.com"), .at = clock.now()}));
  EXPECT_FALSE(reset(kim, 1));
}

}  // namespace
}  // namespace gatehouse::user::adapters
