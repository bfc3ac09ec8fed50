#include "auth/app/undo_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/app/tell_of_change.hpp"
#include "auth/domain/recovery.hpp"
#include "tests/support/auth/fake_recovery.hpp"
#include "tests/support/auth/memory_recovery.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr UserId kim{1};
const Origin origin{"203.0.113.9", "Firefox", "r-1"};

class UndoingAChange : public ::testing::Test {
 protected:
  UndoingAChange() { accounts_.move(kim, "thief@example.com", true); }

  /// Has a change told; the token of its link.
  std::string tell(const std::string& former = "kim@example.com", bool verified = true) {
    tell_({kim, "email", {former, verified ? std::optional(clock_.now()) : std::nullopt}});
    const std::string& url = mailer_.notices.back().undo_url;
    return url.substr(url.rfind('/') + 1);
  }
  bool undo(const std::string& token) { return undo_(token, origin).has_value(); }
  /// "set", "over", or the code of the fault.
  std::string set_password(const std::string& token, std::string_view password = "fresh lantern") {
    const auto outcome = undo_.set_password(token, password, origin);
    if (!outcome) return outcome.error().fields.at(0).code;
    return *outcome ? "set" : "over";
  }

  testing::ManualClock clock_;
  testing::MemoryUndoLinks links_;
  testing::MemoryPasswordResets resets_;
  testing::MemoryVerificationCodes codes_;
  testing::PlainSecretHashes hashes_;
  testing::CountingRandomness randomness_;
  testing::FakeAccounts accounts_;
  testing::FakeRecovery recovery_{accounts_};
  testing::EndedSessions sessions_;
  testing::WithdrawnNotices notices_;
  testing::CollectingMailer mailer_;
  testing::PlainTransactions transactions_;
  testing::RecordedAudit audit_;
  TellOfChange tell_{links_, hashes_, randomness_, accounts_, mailer_, clock_, "https://id.example.com"};
  UndoChange undo_{{links_, hashes_, notices_, resets_, codes_, accounts_, recovery_, sessions_,
                    transactions_, audit_, clock_}};
};

TEST_F(UndoingAChange, IsOfferedToTheFormerAddressForAWeek) {
  accounts_.language = "ko";
  const std::string token = tell();
  const ChangeNoticeMail& notice = mailer_.notices.at(0);
  EXPECT_EQ(notice.user, kim);
  EXPECT_EQ(notice.email, "kim@example.com");
  EXPECT_EQ(notice.language, "ko");
  EXPECT_EQ(notice.change, "email");
  EXPECT_EQ(notice.undo_url, "https://id.example.com/undo/" + token);
  EXPECT_EQ(notice.undo_expires_at, clock_.now() + std::chrono::days{7});
}

TEST_F(UndoingAChange, IsOfferedToNobodyWhereTheAccountIsGone) {
  accounts_.remove(kim);
  tell_({kim, "email", {"kim@example.com", std::nullopt}});
  EXPECT_THAT(mailer_.notices, IsEmpty());
}

TEST_F(UndoingAChange, IsNotDoneByLooking) {
  const std::string token = tell();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(undo_.look(token).stage, UndoStage::offered);
  EXPECT_EQ(undo_.look(token).email, "kim@example.com");
  EXPECT_TRUE(undo_.look(token).was_verified);
  EXPECT_EQ(accounts_.contact(kim)->email, "thief@example.com");
  EXPECT_THAT(sessions_.ended, IsEmpty());
}

TEST_F(UndoingAChange, RestoresTheAddressAndEndsWhatAThiefHas) {
  codes_.put({.user = kim, .email_key = "k", .hash = "h", .expires_at = clock_.now() + milliseconds{9}});
  resets_.put({.handle_hash = "h", .user = kim, .expires_at = clock_.now() + milliseconds{9}});
  const auto undone = undo_(tell(), origin);
  ASSERT_TRUE(undone);
  EXPECT_TRUE(undone->asks_password);
  EXPECT_FALSE(undone->address_is_elsewhere);
  EXPECT_EQ(accounts_.contact(kim)->email, "kim@example.com");
  EXPECT_TRUE(accounts_.contact(kim)->verified);
  EXPECT_EQ(recovery_.passwords[kim], "unusable");
  EXPECT_THAT(sessions_.ended, ElementsAre(kim));
  EXPECT_THAT(sessions_.told, ElementsAre(kim));
  EXPECT_THAT(notices_.of, ElementsAre(kim));
  EXPECT_EQ(codes_.size(), 0U);
  EXPECT_EQ(resets_.size(), 0U);
  EXPECT_EQ(audit_.story(), "change_undone success of 1");
}

TEST_F(UndoingAChange, LeavesThePasswordWhereTheAddressWasNeverProven) {
  recovery_.passwords[kim] = "their own";
  const std::string token = tell("typo@example.com", false);
  const auto undone = undo_(token, origin);
  ASSERT_TRUE(undone);
  EXPECT_FALSE(undone->asks_password);
  EXPECT_EQ(recovery_.passwords[kim], "their own");
  EXPECT_EQ(recovery_.hashes, 0);
  EXPECT_FALSE(accounts_.contact(kim)->verified);
  EXPECT_EQ(undo_.look(token).stage, UndoStage::over);
  EXPECT_EQ(set_password(token), "over");
}

TEST_F(UndoingAChange, SaysThatTheAddressIsElsewhereAndDoesTheRest) {
  recovery_.address_is_elsewhere = true;
  const auto undone = undo_(tell(), origin);
  ASSERT_TRUE(undone);
  EXPECT_TRUE(undone->address_is_elsewhere);
  EXPECT_TRUE(undone->asks_password);
  EXPECT_EQ(recovery_.passwords[kim], "unusable");
}

TEST_F(UndoingAChange, IsDoneOnce) {
  const std::string token = tell();
  EXPECT_TRUE(undo(token));
  EXPECT_FALSE(undo(token));
  EXPECT_EQ(recovery_.hashes, 1);
}

TEST_F(UndoingAChange, IsDoneByItsTokenOnly) {
  tell();
  EXPECT_FALSE(undo("another"));
  EXPECT_EQ(undo_.look("another").stage, UndoStage::unknown);
}

TEST_F(UndoingAChange, IsTooLateAfterAWeek) {
  const std::string token = tell();
  clock_.advance(UndoLimits::lifetime - milliseconds{1});
  EXPECT_EQ(undo_.look(token).stage, UndoStage::offered);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(undo_.look(token).stage, UndoStage::over);
  EXPECT_FALSE(undo(token));
}

TEST_F(UndoingAChange, CannotBeUndoneByALinkThatIsYounger) {
  const std::string owners = tell("kim@example.com");
  const std::string thiefs = tell("thief@example.com");  // in the same millisecond
  EXPECT_TRUE(undo(owners));
  EXPECT_EQ(undo_.look(thiefs).stage, UndoStage::over);
  EXPECT_FALSE(undo(thiefs));
  EXPECT_EQ(set_password(thiefs), "over");
  EXPECT_EQ(accounts_.contact(kim)->email, "kim@example.com");
}

TEST_F(UndoingAChange, GoesFurtherBackByALinkThatIsOlder) {
  const std::string oldest = tell("first@example.com");
  const std::string newest = tell("second@example.com");
  EXPECT_TRUE(undo(newest));
  EXPECT_EQ(undo_.look(oldest).stage, UndoStage::offered);
  EXPECT_TRUE(undo(oldest));
  EXPECT_EQ(accounts_.contact(kim)->email, "first@example.com");
  EXPECT_EQ(set_password(newest), "over");
  EXPECT_EQ(set_password(oldest), "set");
}

TEST_F(UndoingAChange, LeadsToANewPasswordOnce) {
  const std::string token = tell();
  ASSERT_TRUE(undo(token));
  EXPECT_EQ(undo_.look(token).stage, UndoStage::awaits_password);
  EXPECT_EQ(set_password(token), "set");
  EXPECT_EQ(recovery_.passwords[kim], "fresh lantern");
  EXPECT_THAT(recovery_.told, ElementsAre(kim));
  EXPECT_EQ(set_password(token, "another one"), "over");
  EXPECT_EQ(recovery_.passwords[kim], "fresh lantern");
  EXPECT_EQ(undo_.look(token).stage, UndoStage::over);
  EXPECT_EQ(audit_.story(), "change_undone success of 1, password_changed success of 1");
}

TEST_F(UndoingAChange, LeadsToNoPasswordBeforeItIsDone) {
  const std::string token = tell();
  EXPECT_EQ(set_password(token), "over");
  EXPECT_EQ(undo_.look(token).stage, UndoStage::offered);
  EXPECT_TRUE(recovery_.passwords.empty());
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
  clock_.advance(UndoLimits::password_window - milliseconds{1});
  EXPECT_EQ(undo_.look(token).stage, UndoStage::awaits_password);
  clock_.advance(milliseconds{1});
  EXPECT_EQ(undo_.look(token).stage, UndoStage::over);
  EXPECT_EQ(set_password(token), "over");
}

TEST_F(UndoingAChange, LeavesAPasswordThatWasSetMeanwhileInAnotherWay) {
  const std::string token = tell();
  ASSERT_TRUE(undo(token));
  recovery_.become(kim, "by a reset");
  EXPECT_EQ(undo_.look(token).stage, UndoStage::over);
  EXPECT_EQ(set_password(token), "over");
  EXPECT_EQ(recovery_.passwords[kim], "by a reset");
}

TEST_F(UndoingAChange, DoesNothingForAnAccountThatIsGone) {
  const std::string token = tell();
  accounts_.remove(kim);
  EXPECT_EQ(undo_.look(token).stage, UndoStage::unknown);
  EXPECT_FALSE(undo(token));
}

}  // namespace
}  // namespace gatehouse::auth
