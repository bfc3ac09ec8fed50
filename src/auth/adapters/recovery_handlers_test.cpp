#include "auth/adapters/recovery_handlers.hpp"

#include <gtest/gtest.h>

#include "platform/messaging/codec.hpp"
#include "tests/support/auth/recovery_house.hpp"
#include "user/messages/account_changed.hpp"
#include "user/messages/address_replaced.hpp"
#include "user/messages/deleted.hpp"

namespace gatehouse::auth::adapters {
namespace {

template <class Event>
messaging::Delivery deliver(const Event& event) {
  return {1, 1, messaging::message_of(event, "user:1")};
}

class HearingOfRecovery : public ::testing::Test {
 protected:
  HearingOfRecovery() { house_.accounts.move(UserId{1}, "kim@example.com", true); }

  testing::RecoveryHouse house_;
  ForgetRecovery forget_{house_.resets, house_.links};
  RecoveryHandlers handlers_{house_.issue_reset_code, house_.tell_of_change, forget_};
};

TEST_F(HearingOfRecovery, SendsACodeToWhoAskedForAReset) {
  handlers_.on_reset_requested(
      deliver(PasswordResetRequested{"handle", "KIM@example.com", "Firefox", "203.0.113.9", "r-1"}));
  ASSERT_EQ(house_.mailer.reset_codes.size(), 1U);
  EXPECT_EQ(house_.mailer.reset_codes[0].reset_id, "handle");
  EXPECT_EQ(house_.audit.all.at(0).origin.address, "203.0.113.9");
  EXPECT_EQ(house_.audit.all.at(0).origin.request_id, "r-1");
}

TEST_F(HearingOfRecovery, TellsTheFormerAddressOfAChangeWithALink) {
  const std::int64_t verified_at = to_millis(house_.clock.now());
  handlers_.on_account_changed(deliver(user::AccountChanged{1, "old@example.com", "email", verified_at}));
  handlers_.on_account_changed(deliver(user::AccountChanged{1, "typo@example.com", "password"}));
  ASSERT_EQ(house_.mailer.notices.size(), 2U);
  EXPECT_EQ(house_.mailer.notices[0].email, "old@example.com");
  EXPECT_EQ(house_.mailer.notices[0].change, "email");
  EXPECT_EQ(house_.links.find("token secret-0")->email_verified_at, house_.clock.now());
  EXPECT_EQ(house_.links.find("token secret-1")->email_verified_at, std::nullopt);
}

TEST_F(HearingOfRecovery, TellsTheFormerAddressOnceItIsReplaced) {
  handlers_.on_address_replaced(
      deliver(user::AddressReplaced{1, "old@example.com", to_millis(house_.clock.now())}));
  ASSERT_EQ(house_.mailer.notices.size(), 1U);
  EXPECT_EQ(house_.mailer.notices[0].email, "old@example.com");
  EXPECT_EQ(house_.mailer.notices[0].change, "email");
  EXPECT_TRUE(house_.links.find("token secret-0")->email_verified_at);
}

TEST_F(HearingOfRecovery, TakesANoticeFromBeforeItSaidSoForOneOfAnUnprovenAddress) {
  handlers_.on_account_changed(
      {1,
       1,
       {"user.account_changed.v1", "user:1", R"({"user_id":1,"email":"a@b.example","change":"email"})"}});
  EXPECT_EQ(house_.links.find("token secret-0")->email_verified_at, std::nullopt);
}

TEST_F(HearingOfRecovery, ForgetsADeletedUser) {
  handlers_.on_reset_requested(deliver(PasswordResetRequested{"handle", "kim@example.com", {}, {}, {}}));
  handlers_.on_account_changed(deliver(user::AccountChanged{1, "old@example.com", "email"}));
  handlers_.on_deleted(deliver(user::Deleted{1}));
  EXPECT_EQ(house_.resets.size(), 0U);
  EXPECT_EQ(house_.links.size(), 0U);
}

TEST_F(HearingOfRecovery, FailsOnAGarbledMessageSoThatItIsSeen) {
  EXPECT_ANY_THROW(
      handlers_.on_reset_requested({1, 1, {"auth.password_reset_requested.v1", "reset:r", "{}"}}));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
