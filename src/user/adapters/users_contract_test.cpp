// What every collection of users keeps, the one in memory that the use cases are tested with included.

#include <gtest/gtest.h>

#include "tests/support/user/users_contract.hpp"

namespace gatehouse::user::adapters {
namespace {

class AnyUsers : public UsersContract {};

INSTANTIATE_TEST_SUITE_P(Users, AnyUsers, kinds_of_users(), kind_name);

TEST_P(AnyUsers, FindsWhoWasAdded) {
  const auto kim = add("Kim", "Kim@Example.com");
  ASSERT_TRUE(kim);
  EXPECT_EQ(*kim, (User{kim->id, "Kim", "Kim@example.com", {}, {}, clock.now(), clock.now()}));
  EXPECT_EQ(users().find(kim->id), *kim);
  EXPECT_EQ(users().password_hash(kim->id), "the hash");
}

TEST_P(AnyUsers, FindsNobodyByAnotherId) {
  const auto kim = add("kim");
  for (const std::int64_t id : {kim->id.value + 1, std::int64_t{0}, std::int64_t{-1}, max_id}) {
    EXPECT_EQ(users().find(UserId{id}), std::nullopt);
    EXPECT_EQ(users().password_hash(UserId{id}), std::nullopt);
  }
}

TEST_P(AnyUsers, TellsWhereSomebodyCanBeWrittenTo) {
  const auto kim =
      users().add({nickname("kim"), email("Kim@example.com"), "the hash", clock.now(), Language::korean});
  const auto lee = add("lee");
  EXPECT_EQ(users().contact(kim->id), (Contact{kim->id, "Kim@example.com", false, "ko"}));
  EXPECT_EQ(users().contact(lee->id)->language, "en");
  EXPECT_EQ(users().confirm(kim->id, email("kim@example.com"), clock.now()), Confirmation::confirmed);
  EXPECT_TRUE(users().contact(kim->id)->verified);
  EXPECT_EQ(users().contact(UserId{lee->id.value + 1}), std::nullopt);
}

TEST_P(AnyUsers, KeepsOneOfEachNicknameAndOfEachLook) {
  ASSERT_TRUE(add("nick"));
  for (const char* twin : {"nick", "NICK", "ｎｉｃｋ", "nіck", "Νick"}) EXPECT_FALSE(add(twin)) << twin;
  EXPECT_TRUE(add("nick2"));
}

TEST_P(AnyUsers, FindsTheCredentialByNickname) {
  const auto kim = add("Kim");
  const auto found = users().credential_by_nickname(nickname("KIM"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, kim->id);
  EXPECT_EQ(found->nickname, "Kim");
  EXPECT_EQ(found->password_hash, "the hash");
  EXPECT_FALSE(users().credential_by_nickname(nickname("lee")));
}

TEST_P(AnyUsers, FindsTheCredentialByAProvenAddressOnly) {
  const auto kim = add("kim", "Kim@example.com");
  EXPECT_FALSE(users().credential_by_email(email("kim@example.com")));
  EXPECT_EQ(users().confirm(kim->id, email("kim@example.com"), clock.now()), Confirmation::confirmed);
  EXPECT_EQ(users().credential_by_email(email("KIM@example.com"))->user, kim->id);
}

TEST_P(AnyUsers, ChangesWhatIsAskedForAndNothingElse) {
  const User before = add("kim").value();
  clock.advance(std::chrono::seconds{5});
  EXPECT_EQ(users().change(before.id, {.nickname = nickname("lee"), .at = clock.now()}),
            ChangeOutcome::changed);
  User after = before;
  after.nickname = "lee";
  after.updated_at = clock.now();
  EXPECT_EQ(users().find(before.id), after);
  EXPECT_EQ(users().password_hash(before.id), "the hash");

  EXPECT_EQ(
      users().change(before.id,
                     {.pending_email = email("New@x.de"), .password_hash = "another", .at = clock.now()}),
      ChangeOutcome::changed);
  after.pending_email = "New@x.de";
  EXPECT_EQ(users().find(before.id), after);
  EXPECT_EQ(users().password_hash(before.id), "another");
}

TEST_P(AnyUsers, FreesAnOldNickname) {
  const auto kim = add("kim");
  ASSERT_EQ(users().change(kim->id, {.nickname = nickname("lee"), .at = clock.now()}),
            ChangeOutcome::changed);
  EXPECT_TRUE(add("kim"));
  EXPECT_FALSE(add("lee"));
}

TEST_P(AnyUsers, LetsANameChangeItsCase) {
  const auto kim = add("kim");
  EXPECT_EQ(users().change(kim->id, {.nickname = nickname("KIM"), .at = clock.now()}),
            ChangeOutcome::changed);
  EXPECT_EQ(users().find(kim->id)->nickname, "KIM");
}

TEST_P(AnyUsers, RefusesToChangeToATakenNickname) {
  const User kim = add("kim").value();
  add("nick");
  for (const char* taken : {"nick", "NICK", "nіck", "Νick"}) {
    EXPECT_EQ(
        users().change(kim.id, {.nickname = nickname(taken), .password_hash = "another", .at = clock.now()}),
        ChangeOutcome::taken);
  }
  EXPECT_EQ(users().find(kim.id), kim);
  EXPECT_EQ(users().password_hash(kim.id), "the hash");
}

TEST_P(AnyUsers, ChangesOnlyUnderThePasswordThatWasVerified) {
  const User kim = add("kim").value();
  EXPECT_EQ(
      users().change(kim.id, {.password_hash = "another", .verified_hash = "an old hash", .at = clock.now()}),
      ChangeOutcome::password_changed_meanwhile);
  EXPECT_EQ(users().find(kim.id), kim);
  EXPECT_EQ(
      users().change(kim.id, {.password_hash = "another", .verified_hash = "the hash", .at = clock.now()}),
      ChangeOutcome::changed);
  EXPECT_EQ(users().password_hash(kim.id), "another");
}

TEST_P(AnyUsers, ChangesNobodyWhoIsGone) {
  EXPECT_EQ(users().change(UserId{77}, {.nickname = nickname("lee"), .at = clock.now()}),
            ChangeOutcome::gone);
}

TEST_P(AnyUsers, KeepsANewHashOfThePasswordInTheOldOnesPlaceOnly) {
  const User kim = add("kim").value();
  EXPECT_FALSE(users().rehash(kim.id, "an old hash", "a new hash"));
  EXPECT_EQ(users().password_hash(kim.id), "the hash");
  clock.advance(std::chrono::seconds{5});
  EXPECT_TRUE(users().rehash(kim.id, "the hash", "a new hash"));
  EXPECT_EQ(users().password_hash(kim.id), "a new hash");
  EXPECT_EQ(users().find(kim.id), kim);
  EXPECT_FALSE(users().rehash(UserId{77}, "the hash", "a new hash"));
}

TEST_P(AnyUsers, CountsTheNewPasswordsOfAnAccount) {
  const User kim = add("kim").value();
  const auto first = users().credential_version(kim.id);
  ASSERT_TRUE(first);
  EXPECT_EQ(users().credential_by_nickname(nickname("kim"))->version, first);
  users().change(kim.id, {.nickname = nickname("lee"), .pending_email = email("n@x.de"), .at = clock.now()});
  users().rehash(kim.id, "the hash", "the same anew");
  EXPECT_EQ(users().credential_version(kim.id), first);
  users().change(kim.id, {.password_hash = "another", .at = clock.now()});
  EXPECT_EQ(users().credential_version(kim.id), *first + 1);
  EXPECT_EQ(users().credential_by_nickname(nickname("lee"))->version, *first + 1);
  EXPECT_EQ(users().credential_version(UserId{77}), std::nullopt);
}

TEST_P(AnyUsers, RemovesOnlyUnderThePasswordThatWasVerified) {
  const auto kim = add("kim");
  EXPECT_FALSE(users().remove(kim->id, "an old hash"));
  EXPECT_TRUE(users().find(kim->id));
  EXPECT_TRUE(users().remove(kim->id, "the hash"));
  EXPECT_FALSE(users().remove(kim->id, "the hash"));
  EXPECT_FALSE(users().find(kim->id));
}

TEST_P(AnyUsers, NeverGivesAnIdTwice) {
  const auto kim = add("kim");
  ASSERT_TRUE(users().remove(kim->id, "the hash"));
  const auto successor = add("kim");
  EXPECT_GT(successor->id, kim->id);
}

}  // namespace
}  // namespace gatehouse::user::adapters
