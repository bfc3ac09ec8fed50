#include "auth/adapters/session_events.hpp"

#include <gtest/gtest.h>

#include "platform/messaging/codec.hpp"
#include "tests/support/auth/fakes.hpp"

namespace gatehouse::auth::adapters {
namespace {

class HearingOfReuse : public ::testing::Test {
 protected:
  HearingOfReuse() { accounts_.add(UserId{1}, "Kim@example.com"); }

  void hear(const SessionReused& event) {
    events_.on_reused({1, 1, messaging::message_of(event, "user:" + std::to_string(event.user_id))});
  }

  testing::FakeAccounts accounts_;
  testing::CollectingMailer mailer_;
  TellOfReuse tell_{accounts_, mailer_};
  SessionEvents events_{tell_};
};

TEST_F(HearingOfReuse, TellsTheOwner) {
  hear({.user_id = 1, .session_id = "s", .device = "Firefox on Linux", .address = "192.0.2.1"});
  ASSERT_EQ(mailer_.reuse_notices.size(), 1U);
  const auto& notice = mailer_.reuse_notices[0];
  EXPECT_EQ(notice.user, UserId{1});
  EXPECT_EQ(notice.email, "Kim@example.com");
  EXPECT_EQ(notice.language, "en");
  EXPECT_EQ(notice.session_id, "s");
  EXPECT_EQ(notice.device, "Firefox on Linux");
  EXPECT_EQ(notice.address, "192.0.2.1");
}

TEST_F(HearingOfReuse, TellsNobodyWhoIsGone) {
  hear({.user_id = 2, .session_id = "s"});
  EXPECT_TRUE(mailer_.reuse_notices.empty());
}

TEST_F(HearingOfReuse, FailsWhereTheMailerDoesSoThatItIsTriedAgain) {
  mailer_.broken = true;
  EXPECT_ANY_THROW(hear({.user_id = 1, .session_id = "s"}));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
