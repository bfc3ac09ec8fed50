#include "platform/audit/sql_audit_trail.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/audit/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::audit {
namespace {

class Recording : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  sql::Rows rows() {
    return database_->read([](sql::Connection& connection) {
      return connection.query(
          "SELECT at, what, outcome, user_id, address, session_id, request_id, position, hash "
          "FROM audit_events ORDER BY id");
    });
  }

  testing::FreshDatabase database_{GetParam(), tables()};
  testing::ManualClock clock_;
  ChainKey key_{crypto::SecretBytes(std::string(32, 'k'))};
  SqlAuditTrail trail_{*database_, key_, clock_};
};

INSTANTIATE_TEST_SUITE_P(Databases, Recording, testing::both_dialects(), testing::dialect_name);

TEST_P(Recording, KeepsWhoWhatAndFromWhere) {
  trail_.record({.what = "sign_in",
                 .outcome = AuditOutcome::failure,
                 .user = UserId{17},
                 .origin = {.address = "203.0.113.9", .user_agent = "curl/8", .request_id = "r-1"},
                 .session = "s-1"});
  ASSERT_EQ(rows().size(), 1U);
  const sql::Row row = rows().front();
  EXPECT_EQ(row.integer(0), to_millis(clock_.now()));
  EXPECT_EQ(row.text(1), "sign_in");
  EXPECT_EQ(row.text(2), "failure");
  EXPECT_EQ(row.optional_integer(3), 17);
  EXPECT_EQ(row.optional_text(4), "203.0.113.9");
  EXPECT_EQ(row.optional_text(5), "s-1");
  EXPECT_EQ(row.optional_text(6), "r-1");
  EXPECT_EQ(row.optional_integer(7), std::nullopt);
}

TEST_P(Recording, LeavesOutWhatIsNotKnown) {
  trail_.record({.what = "sign_in", .outcome = AuditOutcome::limited});
  const sql::Row row = rows().front();
  EXPECT_EQ(row.text(2), "limited");
  EXPECT_EQ(row.optional_integer(3), std::nullopt);
  for (const std::size_t column : {4U, 5U, 6U}) EXPECT_EQ(row.optional_text(column), std::nullopt);
}

TEST_P(Recording, BoundsAndTamesWhatAClientSent) {
  trail_.record({.what = "sign_in",
                 .origin = {.address = std::string(1000, 'a'),
                            .request_id = "a\nb\x80\xFF"
                                          "c\x1B"}});
  EXPECT_EQ(rows().front().text(4), std::string(64, 'a'));
  EXPECT_EQ(rows().front().text(6), "a?b??c?");
}

TEST_P(Recording, KeepsOneLimitedEventAMinuteOfAnAddress) {
  const auto refuse_to = [&](const char* address, std::int64_t user) {
    trail_.record({.what = "sign_in",
                   .outcome = AuditOutcome::limited,
                   .user = UserId{user},
                   .origin = {.address = address}});
  };
  for (int i = 0; i < 5; ++i) refuse_to("203.0.113.9", i);
  EXPECT_EQ(rows().size(), 1U);
  refuse_to("203.0.113.10", 1);
  EXPECT_EQ(rows().size(), 2U);
  clock_.advance(LimitedEvents::window);
  refuse_to("203.0.113.9", 1);
  EXPECT_EQ(rows().size(), 3U);
}

TEST(LimitedEvents, AreBoundedHoweverManyAddressesTheyComeFrom) {
  LimitedEvents events;
  std::size_t kept = 0;
  for (int i = 0; i < 10'000; ++i) {
    kept += events.admit("sign_in", std::to_string(i), Monotonic{}) ? 1 : 0;
  }
  EXPECT_EQ(kept, LimitedEvents::most);
}

TEST_P(Recording, IsUndoneWithTheTransactionItStandsIn) {
  const auto refused = database_->run([&]() -> Result<bool> {
    trail_.record({.what = "signed_up", .user = UserId{1}});
    return refuse(invalid_request);
  });
  EXPECT_FALSE(refused);
  EXPECT_TRUE(rows().empty());
}

}  // namespace
}  // namespace gatehouse::audit
