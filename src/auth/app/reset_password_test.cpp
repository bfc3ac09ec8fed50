#include "auth/app/reset_password.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/domain/errors.hpp"
#include "auth/domain/recovery.hpp"
#include "tests/support/auth/recovery_house.hpp"

namespace gatehouse::auth {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr UserId kim{1};
constexpr const char* address = "Kim@example.com";
const Origin origin{"203.0.113.9", "Firefox", "r-1"};

struct Sent {
  std::string reset_id;
  std::string code;
};

class ResettingAPassword : public ::testing::Test {
 protected:
  ResettingAPassword() { house_.accounts.move(kim, address, true); }

  /// Asks for a reset and reads the mail.
  Sent ask(const std::string& email = address) {
    const auto handle = house_.request_password_reset(email, origin);
    EXPECT_TRUE(handle);
    house_.issue_reset_code(house_.events.resets.back());
    return {*handle, house_.mailer.reset_codes.empty() ? "" : house_.mailer.reset_codes.back().code.text()};
  }
  /// The code of the refusal; "reset" where there is none.
  std::string_view reset(std::string_view handle, std::string_view code,
                         std::string_view password = "fresh lantern") {
    const auto outcome = house_.reset_password({handle, code, password}, origin);
    return outcome ? "reset" : outcome.error().code.code;
  }
  std::string_view reset(const Sent& sent, std::string_view password = "fresh lantern") {
    return reset(sent.reset_id, sent.code, password);
  }

  testing::RecoveryHouse house_;
};

TEST_F(ResettingAPassword, SetsTheNewOneAndEndsEverySession) {
  EXPECT_EQ(reset(ask()), "reset");
  EXPECT_EQ(house_.recovery.passwords[kim], "fresh lantern");
  EXPECT_THAT(house_.sessions.ended, ElementsAre(kim));
  EXPECT_THAT(house_.sessions.told, ElementsAre(kim));
  EXPECT_THAT(house_.sign_ins.forgotten, ElementsAre(std::pair(kim, origin.address)));
  EXPECT_THAT(house_.guesses.outstanding, IsEmpty());
  EXPECT_EQ(house_.audit.story(), "password_reset_requested success of 1, password_reset success of 1");
}

TEST_F(ResettingAPassword, IsNothingThatAskingAloneDoes) {
  ask();
  EXPECT_THAT(house_.sessions.ended, IsEmpty());
  EXPECT_TRUE(house_.recovery.passwords.empty());
  EXPECT_EQ(house_.recovery.hashes, 0);
}

TEST_F(ResettingAPassword, WorksOnce) {
  const Sent sent = ask();
  EXPECT_EQ(reset(sent), "reset");
  EXPECT_EQ(reset(sent), "verification_failed");
  EXPECT_EQ(house_.recovery.hashes, 1);
}

TEST_F(ResettingAPassword, RefusesTheWrongCodeWithoutAHash) {
  const Sent sent = ask();
  EXPECT_EQ(reset(sent.reset_id, "999999"), "verification_failed");
  EXPECT_EQ(reset("no-such-handle", sent.code), "verification_failed");
  EXPECT_EQ(house_.recovery.hashes, 0);
  EXPECT_THAT(house_.sessions.ended, IsEmpty());
  EXPECT_EQ(house_.transactions.undone, 0);
}

TEST_F(ResettingAPassword, AsksForAsMuchAtSomethingAsAtNothing) {
  const Sent sent = ask();
  const int before = house_.transactions.kept;
  reset(sent.reset_id, "999999");
  reset("no-such-handle", "999999");
  EXPECT_EQ(house_.transactions.kept, before + 2);
  EXPECT_EQ(house_.resets.attempts_asked, 2);
  EXPECT_EQ(house_.resets.spent_on_nothing, 1 + 2);
  EXPECT_EQ(house_.audit.story(),
            "password_reset_requested success of 1, password_reset failure of 1, password_reset failure");
}

TEST_F(ResettingAPassword, TakesTheRightCodeAtTheFifthAttemptAndNotAtTheSixth) {
  const Sent first = ask();
  for (int i = 0; i < 4; ++i) reset(first.reset_id, "999999");
  EXPECT_EQ(reset(first), "reset");
  const Sent second = ask();
  for (int i = 0; i < 5; ++i) reset(second.reset_id, "999999");
  EXPECT_EQ(reset(second), "verification_failed");
}

TEST_F(ResettingAPassword, SpendsNoAttemptOnWhatIsNoCode) {
  const Sent sent = ask();
  for (const char* misshapen : {"12345", "1234567", " 123456", "１２３４５６", "", "abcdef"}) {
    EXPECT_EQ(reset(sent.reset_id, misshapen), "verification_failed");
  }
  EXPECT_EQ(reset(sent), "reset");
}

TEST_F(ResettingAPassword, SpendsNothingOnWhatIsNobodysPassword) {
  const Sent sent = ask();
  for (int i = 0; i < 6; ++i) EXPECT_EQ(reset(sent.reset_id, "999999", "nobody's"), "invalid_request");
  EXPECT_EQ(house_.resets.attempts_asked, 0);
  EXPECT_EQ(reset(sent), "reset");
}

TEST_F(ResettingAPassword, GivesTheAttemptBackWhereThePasswordIsMadeOfOwnNames) {
  const Sent sent = ask();
  for (int i = 0; i < 6; ++i) EXPECT_EQ(reset(sent, "own name"), "invalid_request");
  EXPECT_THAT(house_.guesses.outstanding, IsEmpty());
  EXPECT_THAT(house_.sessions.ended, IsEmpty());
  EXPECT_EQ(reset(sent), "reset");
}

TEST_F(ResettingAPassword, TellsOnlyWhoKnowsTheCodeThatAPasswordIsMadeOfOwnNames) {
  const Sent sent = ask();
  EXPECT_EQ(reset(sent.reset_id, "999999", "own name"), "verification_failed");
}

TEST_F(ResettingAPassword, TakesACodeForTenMinutes) {
  const Sent sent = ask();
  house_.clock.advance(ResetCode::lifetime - std::chrono::milliseconds{1});
  EXPECT_EQ(reset(sent), "reset");
  const Sent late = ask();
  house_.clock.advance(ResetCode::lifetime);
  EXPECT_EQ(reset(late), "verification_failed");
}

TEST_F(ResettingAPassword, LeavesOlderCodesGoodWhereItIsAskedForAgain) {
  const Sent older = ask();
  const Sent newer = ask();
  EXPECT_NE(older.reset_id, newer.reset_id);
  EXPECT_EQ(reset(newer.reset_id, older.code), "verification_failed");
  EXPECT_EQ(reset(older), "reset");
}

TEST_F(ResettingAPassword, EndsTheOtherCodesToo) {
  const Sent older = ask();
  const Sent newer = ask();
  EXPECT_EQ(reset(newer), "reset");
  EXPECT_EQ(house_.resets.size(), 0U);
  EXPECT_EQ(reset(older), "verification_failed");
}

TEST_F(ResettingAPassword, EndsWithThePasswordThatTheCodeWasFor) {
  const Sent sent = ask();
  house_.recovery.become(kim, "another one");
  EXPECT_EQ(reset(sent), "verification_failed");
  EXPECT_EQ(house_.recovery.passwords[kim], "another one");
}

TEST_F(ResettingAPassword, EndsWithTheAddressThatTheCodeWasSentTo) {
  const Sent sent = ask();
  house_.accounts.move(kim, "new@example.com", true);
  EXPECT_EQ(reset(sent), "verification_failed");
  house_.accounts.move(kim, address, false);
  EXPECT_EQ(reset(sent), "verification_failed");
}

TEST_F(ResettingAPassword, EndsWithTheAccount) {
  const Sent sent = ask();
  house_.accounts.remove(kim);
  EXPECT_EQ(reset(sent), "verification_failed");
}

TEST_F(ResettingAPassword, LosesAgainstAChangeThatComesWhileItIsHashed) {
  const Sent sent = ask();
  house_.recovery.meanwhile = [&] { house_.recovery.become(kim, "another one"); };
  EXPECT_EQ(reset(sent), "verification_failed");
  EXPECT_EQ(house_.recovery.passwords[kim], "another one");
  EXPECT_THAT(house_.sessions.told, IsEmpty());
}

TEST_F(ResettingAPassword, IsLimited) {
  const Sent sent = ask();
  house_.guesses.used_up = true;
  EXPECT_EQ(reset(sent), "too_many_requests");
  EXPECT_EQ(house_.audit.story(), "password_reset_requested success of 1, password_reset limited");
  EXPECT_EQ(house_.resets.attempts_asked, 0);
}

TEST_F(ResettingAPassword, IsAskedForInTheSameWayByWhoeverHasAnAccountOrNot) {
  house_.accounts.move(UserId{2}, "lee@example.com", false);
  EXPECT_FALSE(ask("nobody@example.com").reset_id.empty());
  EXPECT_FALSE(ask("lee@example.com").reset_id.empty());
  EXPECT_THAT(house_.mailer.reset_codes, IsEmpty());
  EXPECT_EQ(house_.transactions.kept, 2);
  EXPECT_EQ(house_.code_limits.taken, (std::vector<std::string>{"nobody@example.com", "lee@example.com"}));
  EXPECT_EQ(house_.audit.story(), "password_reset_requested success, password_reset_requested success");
}

TEST_F(ResettingAPassword, IsNotAskedForTooOften) {
  house_.code_limits.used_up = true;
  const auto refused = house_.request_password_reset(address, origin);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, too_many_requests);
  EXPECT_EQ(house_.audit.story(), "password_reset_requested limited");
  EXPECT_THAT(house_.events.resets, IsEmpty());
}

TEST_F(ResettingAPassword, IsNotAskedForWithWhatIsNoAddress) {
  const auto refused = house_.request_password_reset("kim at example.com", origin);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.at(0).code, "invalid_format");
}

TEST_F(ResettingAPassword, SendsTheOwnerWhatTheyNeed) {
  house_.accounts.language = "ko";
  const Sent sent = ask("kim@EXAMPLE.com");
  ASSERT_EQ(house_.mailer.reset_codes.size(), 1U);
  const ResetCodeMail& mail = house_.mailer.reset_codes[0];
  EXPECT_EQ(mail.user, kim);
  EXPECT_EQ(mail.email, address);
  EXPECT_EQ(mail.language, "ko");
  EXPECT_EQ(mail.reset_id, sent.reset_id);
  EXPECT_EQ(mail.device, "Firefox");
  EXPECT_EQ(mail.expires_at, house_.clock.now() + std::chrono::minutes{10});
}

TEST_F(ResettingAPassword, KeepsWhatIsSpentWhereTheCodeIsSentAgain) {
  const Sent sent = ask();
  for (int i = 0; i < 5; ++i) reset(sent.reset_id, "999999");
  house_.issue_reset_code(house_.events.resets.back());
  EXPECT_EQ(reset(sent.reset_id, house_.mailer.reset_codes.back().code.text()), "verification_failed");
}

}  // namespace
}  // namespace gatehouse::auth
