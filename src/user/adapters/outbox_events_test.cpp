#include "user/adapters/outbox_events.hpp"

#include <gtest/gtest.h>

#include "platform/messaging/codec.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::user::adapters {
namespace {

TEST(OutboxEvents, PutEachEventDownUnderItsUser) {
  const gatehouse::testing::ManualClock clock;
  const gatehouse::testing::FreshDatabase database(sql::Dialect::sqlite, messaging::tables());
  messaging::Outbox outbox(*database, clock);
  OutboxEvents events(outbox);
  events.append(SignedUp{7, "kim@example.com"});
  events.append(EmailChangeRequested{7, "new@example.com"});
  events.append(AccountChanged{7, "kim@example.com", "password", 1'795'339'980'000});
  events.append(Deleted{7});

  const auto rows = database->read([](sql::Connection& connection) {
    return connection.query("SELECT type, subject, payload FROM outbox ORDER BY id");
  });
  ASSERT_EQ(rows.size(), 4U);
  for (const sql::Row& row : rows) EXPECT_EQ(row.text(1), "user:7");
  EXPECT_EQ(rows[0].text(0), "user.signed_up.v1");
  EXPECT_EQ(messaging::decode<SignedUp>(rows[0].text(2)), (SignedUp{7, "kim@example.com"}));
  EXPECT_EQ(rows[1].text(0), "user.email_change_requested.v1");
  EXPECT_EQ(messaging::decode<EmailChangeRequested>(rows[1].text(2)),
            (EmailChangeRequested{7, "new@example.com"}));
  EXPECT_EQ(rows[2].text(0), "user.account_changed.v1");
  EXPECT_EQ(messaging::decode<AccountChanged>(rows[2].text(2)),
            (AccountChanged{7, "kim@example.com", "password", 1'795'339'980'000}));
  EXPECT_EQ(rows[3].text(0), "user.deleted.v1");
  EXPECT_EQ(messaging::decode<Deleted>(rows[3].text(2)), Deleted{7});
}

}  // namespace
}  // namespace gatehouse::user::adapters
