#include "auth/app/undo_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/domain/recovery.hpp"
#include "tests/support/auth/recovery_house.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr UserId kim{1};
const Origin origin{"203.0.113.9", "Firefox", "r-1"};

class UndoingAChange : public ::testing::Test {
 protected:
  UndoingAChange() { house_.accounts.move(kim, "thief@example.com", true); }

  /// Has a change told; the token of its link.
  std::string tell(const std::string& former = "kim@example.com", bool verified = true) {
    house_.tell_of_change(
        {kim, "email", {former, verified ? std::optional(house_.clock.now()) : std::nullopt}});
    const std::string& url = house_.mailer.notices.back().undo_url;
    return url.substr(url.rfind('/') + 1);
  }
  bool undo(const std::string& token) { return house_.undo_change(token, origin).has_value(); }
  /// "set", "over", or the code of the fault.
  std::string set_password(const std::string& token, std::string_view password = "fresh lantern") {
    const auto outcome = house_.undo_change.set_password(token, password, origin);
    if (!outcome) return outcome.error().fields.at(0).code;
    return *outcome ? "set" : "over";
  }

  testing::RecoveryHouse house_;
};

TEST_F(UndoingAChange, IsOfferedToTheFormerAddressForAWeek) {
  house_.accounts.language = "ko";
  const std::string token = tell();
  const ChangeNoticeMail& notice = house_.mailer.notices.at(0);
  EXPECT_EQ(notice.user, kim);
  EXPECT_EQ(notice.email, "kim@example.com");
  EXPECT_EQ(notice.language, "ko");
  EXPECT_EQ(notice.change, "email");
  EXPECT_EQ(notice.undo_url, "https://id.example.com/undo/" + token);
  EXPECT_EQ(notice.undo_expires_at, house_.clock.now() + std::chrono::days{7});
}

TEST_F(UndoingAChange, IsOfferedToNobodyWhereTheAccountIsGone) {
  house_.accounts.remove(kim);
  house_.tell_of_change({kim, "email", {"kim@example.com", std::nullopt}});
  EXPECT_THAT(house_.mailer.notices, IsEmpty());
}

TEST_F(UndoingAChange, IsOfferedAgainOnceALaterStepIsDoneButNotAtOnce) {
  const ToldChange told{kim, "email", {"kim@example.com", house_.clock.now()}};
  const std::string first = tell();
  house_.clock.advance(UndoLimits::told_once_within - milliseconds{1});
  house_.tell_of_change.again(told);
  EXPECT_EQ(house_.mailer.notices.size(), 1U);
  house_.clock.advance(milliseconds{1});
  house_.tell_of_change.again(told);
  EXPECT_EQ(house_.mailer.notices.size(), 2U);
  house_.tell_of_change.again({kim, "password", told.former});
  house_.tell_of_change.again({kim, "email", {"other@example.com", std::nullopt}});
  EXPECT_EQ(house_.mailer.notices.size(), 4U);
  EXPECT_TRUE(undo(first));
  house_.tell_of_change.again(told);
  EXPECT_EQ(house_.mailer.notices.size(), 5U);
}

TEST_F(UndoingAChange, IsNotDoneByLooking) {
  const std::string token = tell();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::offered);
  EXPECT_EQ(house_.undo_change.look(token).email, "kim@example.com");
  EXPECT_TRUE(house_.undo_change.look(token).was_verified);
  EXPECT_EQ(house_.accounts.contact(kim)->email, "thief@example.com");
  EXPECT_THAT(house_.sessions.ended, IsEmpty());
}

TEST_F(UndoingAChange, RestoresTheAddressAndEndsWhatAThiefHas) {
  house_.codes.put(
      {.user = kim, .email_key = "k", .hash = "h", .expires_at = house_.clock.now() + milliseconds{9}});
  house_.resets.put({.handle_hash = "h", .user = kim, .expires_at = house_.clock.now() + milliseconds{9}});
  const auto undone = house_.undo_change(tell(), origin);
  ASSERT_TRUE(undone);
  EXPECT_TRUE(undone->asks_password);
  EXPECT_FALSE(undone->address_is_elsewhere);
  EXPECT_EQ(house_.accounts.contact(kim)->email, "kim@example.com");
  EXPECT_TRUE(house_.accounts.contact(kim)->verified);
  EXPECT_EQ(house_.recovery.passwords[kim], "unusable");
  EXPECT_THAT(house_.sessions.ended, ElementsAre(kim));
  EXPECT_THAT(house_.sessions.told, ElementsAre(kim));
  EXPECT_THAT(house_.notices.of, ElementsAre(kim));
  EXPECT_EQ(house_.codes.size(), 0U);
  EXPECT_EQ(house_.resets.size(), 0U);
  EXPECT_EQ(house_.audit.story(), "change_undone success of 1");
}

TEST_F(UndoingAChange, LeavesThePasswordWhereTheAddressWasNeverProven) {
  house_.recovery.passwords[kim] = "their own";
  const std::string token = tell("typo@example.com", false);
  const auto undone = house_.undo_change(token, origin);
  ASSERT_TRUE(undone);
  EXPECT_FALSE(undone->asks_password);
  EXPECT_EQ(house_.recovery.passwords[kim], "their own");
  EXPECT_EQ(house_.recovery.hashes, 0);
  EXPECT_FALSE(house_.accounts.contact(kim)->verified);
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::over);
  EXPECT_EQ(set_password(token), "over");
}

TEST_F(UndoingAChange, SaysThatTheAddressIsElsewhereAndDoesTheRest) {
  house_.recovery.address_is_elsewhere = true;
  const auto undone = house_.undo_change(tell(), origin);
  ASSERT_TRUE(undone);
  EXPECT_TRUE(undone->address_is_elsewhere);
  EXPECT_TRUE(undone->asks_password);
  EXPECT_EQ(house_.recovery.passwords[kim], "unusable");
}

TEST_F(UndoingAChange, IsDoneOnce) {
  const std::string token = tell();
  EXPECT_TRUE(undo(token));
  EXPECT_FALSE(undo(token));
  EXPECT_EQ(house_.recovery.hashes, 1);
}

TEST_F(UndoingAChange, IsDoneByItsTokenOnly) {
  tell();
  EXPECT_FALSE(undo("another"));
  EXPECT_EQ(house_.undo_change.look("another").stage, UndoStage::unknown);
}

TEST_F(UndoingAChange, IsTooLateAfterAWeek) {
  const std::string token = tell();
  house_.clock.advance(UndoLimits::lifetime - milliseconds{1});
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::offered);
  house_.clock.advance(milliseconds{1});
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::over);
  EXPECT_FALSE(undo(token));
}

TEST_F(UndoingAChange, CannotBeUndoneByALinkThatIsYounger) {
  const std::string owners = tell("kim@example.com");
  const std::string thiefs = tell("thief@example.com");  // in the same millisecond
  EXPECT_TRUE(undo(owners));
  EXPECT_EQ(house_.undo_change.look(thiefs).stage, UndoStage::over);
  EXPECT_FALSE(undo(thiefs));
  EXPECT_EQ(set_password(thiefs), "over");
  EXPECT_EQ(house_.accounts.contact(kim)->email, "kim@example.com");
}

TEST_F(UndoingAChange, GoesFurtherBackByALinkThatIsOlder) {
  const std::string oldest = tell("first@example.com");
  const std::string newest = tell("second@example.com");
  EXPECT_TRUE(undo(newest));
  EXPECT_EQ(house_.undo_change.look(oldest).stage, UndoStage::offered);
  EXPECT_TRUE(undo(oldest));
  EXPECT_EQ(house_.accounts.contact(kim)->email, "first@example.com");
  EXPECT_EQ(set_password(newest), "over");
  EXPECT_EQ(set_password(oldest), "set");
}

TEST_F(UndoingAChange, LeadsToANewPasswordOnce) {
  const std::string token = tell();
  ASSERT_TRUE(undo(token));
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::awaits_password);
  EXPECT_EQ(set_password(token), "set");
  EXPECT_EQ(house_.recovery.passwords[kim], "fresh lantern");
  EXPECT_THAT(house_.recovery.told, ElementsAre(kim));
  EXPECT_THAT(house_.sign_ins.forgotten, ElementsAre(std::pair(kim, origin.address)));
  EXPECT_EQ(set_password(token, "another one"), "over");
  EXPECT_EQ(house_.recovery.passwords[kim], "fresh lantern");
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::over);
  EXPECT_EQ(house_.audit.story(), "change_undone success of 1, password_changed success of 1");
}

TEST_F(UndoingAChange, LeadsToNoPasswordBeforeItIsDone) {
  const std::string token = tell();
  EXPECT_EQ(set_password(token), "over");
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::offered);
  EXPECT_TRUE(house_.recovery.passwords.empty());
}

TEST_F(UndoingAChange, TellsWhyAPasswordIsRefusedAndTakesAnother) {
  const std::string token = tell();
  ASSERT_TRUE(undo(token));
  EXPECT_EQ(set_password(token, "own name"), "too_common");
  EXPECT_EQ(set_password(token), "set");
}

TEST_F(UndoingAChange, LeadsToANewPasswordForAnHour) {
  const std::string token = tell();
  ASSERT_TRUE(undo(token));
  house_.clock.advance(UndoLimits::password_window - milliseconds{1});
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::awaits_password);
  house_.clock.advance(milliseconds{1});
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::over);
  EXPECT_EQ(set_password(token), "over");
}

TEST_F(UndoingAChange, LeavesAPasswordThatWasSetMeanwhileInAnotherWay) {
  const std::string token = tell();
  ASSERT_TRUE(undo(token));
  house_.recovery.become(kim, "by a reset");
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::over);
  EXPECT_EQ(set_password(token), "over");
  EXPECT_EQ(house_.recovery.passwords[kim], "by a reset");
}

TEST_F(UndoingAChange, LosesAgainstAPasswordThatIsSetWhileItsOwnIsPrepared) {
  const std::string token = tell();
  ASSERT_TRUE(undo(token));
  house_.recovery.before = [&] { house_.recovery.become(kim, "by a reset"); };
  EXPECT_EQ(set_password(token), "over");
  EXPECT_EQ(house_.recovery.passwords[kim], "by a reset");
}

TEST_F(UndoingAChange, DoesNothingForAnAccountThatIsGone) {
  const std::string token = tell();
  house_.accounts.remove(kim);
  EXPECT_EQ(house_.undo_change.look(token).stage, UndoStage::unknown);
  EXPECT_FALSE(undo(token));
}

}  // namespace
}  // namespace gatehouse::auth
