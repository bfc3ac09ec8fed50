#include "auth/adapters/event_handlers.hpp"

#include <gtest/gtest.h>

#include "auth/messages/verification_requested.hpp"
#include "platform/mail/mail_queue.hpp"
#include "platform/mail/tables.hpp"
#include "platform/messaging/codec.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_sessions.hpp"
#include "tests/support/auth/memory_verification_codes.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"
#include "user/messages/deleted.hpp"
#include "user/messages/email_change_requested.hpp"
#include "user/messages/signed_up.hpp"

namespace gatehouse::auth::adapters {
namespace {

template <class Event>
messaging::Delivery deliver(const Event& event) {
  return {1, 1, messaging::message_of(event, "user:1")};
}

std::vector<sql::Table> queue_tables() {
  std::vector<sql::Table> all = messaging::tables();
  for (sql::Table& table : mail::tables()) all.push_back(std::move(table));
  return all;
}

class HearingOfUsers : public ::testing::Test {
 protected:
  HearingOfUsers() { accounts_.add(UserId{1}, "Kim@example.com"); }

  testing::ManualClock clock_;
  testing::MemoryVerificationCodes codes_;
  testing::PlainCodeHashes hashes_;
  testing::CountingRandomness randomness_;
  testing::FakeAccounts accounts_;
  testing::CollectingMailer mailer_;
  IssueCode issue_{codes_, hashes_, randomness_, accounts_, mailer_, clock_};
  testing::MemorySessions sessions_;
  testing::ScriptedLimits sign_in_limits_;
  ForgetUser forget_{codes_, sessions_, sign_in_limits_};
  testing::FreshDatabase database_{sql::Dialect::sqlite, queue_tables()};
  messaging::Outbox outbox_{*database_, clock_};
  testing::FakeCodeRequestLimits limits_;
  IssueUnaskedCode issue_unasked_{issue_, limits_, accounts_};
  mail::MailQueue mails_{*database_, crypto::SealedBox(crypto::SecretBytes(std::string(32, 'k'))), clock_};
  EventHandlers handlers_{issue_, issue_unasked_, forget_, outbox_, mails_};
};

TEST_F(HearingOfUsers, SendsACodeToWhoSignedUp) {
  handlers_.on_signed_up(deliver(user::SignedUp{1, "Kim@example.com"}));
  ASSERT_EQ(mailer_.codes.size(), 1U);
  EXPECT_EQ(mailer_.codes[0].user, UserId{1});
  EXPECT_EQ(mailer_.codes[0].email, "Kim@example.com");
}

TEST_F(HearingOfUsers, SendsACodeToANewAddress) {
  handlers_.on_email_change_requested(deliver(user::EmailChangeRequested{1, "kim@example.com"}));
  EXPECT_EQ(mailer_.codes.size(), 1U);
}

TEST_F(HearingOfUsers, CountsTheCodesThatNobodyAskedFor) {
  handlers_.on_signed_up(deliver(user::SignedUp{1, "Kim@example.com"}));
  handlers_.on_email_change_requested(deliver(user::EmailChangeRequested{1, "kim@example.com"}));
  handlers_.on_verification_requested(deliver(VerificationRequested{1, "kim@example.com"}));
  EXPECT_EQ(limits_.taken_unasked, (std::vector<std::string>{"kim@example.com", "kim@example.com"}));
}

TEST_F(HearingOfUsers, SendsNoCodeThatNobodyAskedForOnceTheDayIsUsedUp) {
  limits_.used_up = true;
  handlers_.on_signed_up(deliver(user::SignedUp{1, "Kim@example.com"}));
  handlers_.on_email_change_requested(deliver(user::EmailChangeRequested{1, "kim@example.com"}));
  EXPECT_TRUE(mailer_.codes.empty());
}

TEST_F(HearingOfUsers, SendsACodeToWhoAskedOnlyWhereTheAddressIsHeld) {
  handlers_.on_verification_requested(deliver(VerificationRequested{1, "kim@example.com"}));
  handlers_.on_verification_requested(deliver(VerificationRequested{2, "kim@example.com"}));
  handlers_.on_verification_requested(deliver(VerificationRequested{1, "lee@example.com"}));
  EXPECT_EQ(mailer_.codes.size(), 1U);
}

TEST_F(HearingOfUsers, ForgetsWhatWasToBeToldOfADeletedUser) {
  outbox_.append(messaging::message_of(user::SignedUp{1, "kim@example.com"}, "user:1"));
  outbox_.append(messaging::message_of(user::SignedUp{2, "lee@example.com"}, "user:2"));
  handlers_.on_deleted({9, 1, messaging::message_of(user::Deleted{1}, "user:1")});
  const auto left = database_->read([](sql::Connection& connection) {
    return connection.query("SELECT subject FROM outbox").front().text(0);
  });
  EXPECT_EQ(left, "user:2");
}

TEST_F(HearingOfUsers, ForgetsTheMailsOfADeletedUser) {
  mails_.put({.recipient = "kim@example.com", .kind = "notice", .message_id = "a@example.com"}, UserId{1});
  mails_.put({.recipient = "lee@example.com", .kind = "notice", .message_id = "b@example.com"}, UserId{2});
  handlers_.on_deleted(deliver(user::Deleted{1}));
  EXPECT_EQ(mails_.status().waiting, 1);
}

TEST_F(HearingOfUsers, ForgetsTheCodesOfADeletedUser) {
  handlers_.on_signed_up(deliver(user::SignedUp{1, "Kim@example.com"}));
  handlers_.on_deleted(deliver(user::Deleted{1}));
  EXPECT_EQ(codes_.size(), 0U);
}

TEST_F(HearingOfUsers, ForgetsTheSessionsOfADeletedUser) {
  sessions_.add({.session = {.id = "s", .user = UserId{1}}, .refresh = {}});
  handlers_.on_deleted(deliver(user::Deleted{1}));
  EXPECT_EQ(sessions_.size(), 0U);
}

TEST_F(HearingOfUsers, FailsOnAGarbledMessageSoThatItIsSeen) {
  EXPECT_ANY_THROW(handlers_.on_signed_up({1, 1, {"user.signed_up.v1", "user:1", "{}"}}));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
