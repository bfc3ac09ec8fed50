// What a server learns from the table, on both databases.

#include "auth/adapters/revocation_poll.hpp"

#include <gtest/gtest.h>

#include "auth/adapters/revocation_rows.hpp"
#include "auth/adapters/session_tables.hpp"
#include "kernel/unavailable.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using namespace std::chrono_literals;

class PolledRevocations : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  void write(const char* sql, std::initializer_list<sql::Value> values) {
    database_->write([&](sql::Connection& connection) { return connection.execute(sql, values); });
  }
  void end_session(const std::string& session, std::chrono::milliseconds left = 900s) {
    write("INSERT INTO revocations (session_id, user_id, created_at, expires_at) VALUES ($1, 1, $2, $3)",
          {session, to_millis(clock_.now()), to_millis(clock_.now() + left)});
  }
  void end_session_as(std::int64_t id, const std::string& session) {
    const bool sqlite = GetParam() == sql::Dialect::sqlite;
    write(sqlite ? "INSERT INTO revocations (id, session_id, user_id, created_at, expires_at) "
                   "VALUES ($1, $2, 1, $3, $4)"
                 : "INSERT INTO revocations (id, session_id, user_id, created_at, expires_at) "
                   "OVERRIDING SYSTEM VALUE VALUES ($1, $2, 1, $3, $4)",
          {id, session, to_millis(clock_.now()), to_millis(clock_.now() + 900s)});
  }
  bool is_revoked(const std::string& session, std::int64_t user = 1) {
    return revocations_.is_revoked({.user = UserId{user},
                                    .client_id = "gatehouse",
                                    .session = session,
                                    .issued_at = to_millis(clock_.now()) / 1000});
  }
  void look_for(std::chrono::seconds time) {
    for (auto passed = 0s; passed < time; passed += 1s) {
      clock_.advance(1s);
      poll_.look();
    }
  }

  testing::FreshDatabase database_{GetParam(), {revocations()}};
  testing::ManualClock clock_;
  Revocations revocations_{clock_, Revocations::oldest_shared_view};
  RevocationPoll poll_{*database_, revocations_, clock_};
};

TEST_P(PolledRevocations, AreAllThereOnceLoaded) {
  for (int i = 0; i < 3; ++i) end_session("s" + std::to_string(i));
  clock_.advance(5min);
  write("INSERT INTO revocations (user_id, not_before, created_at, expires_at) VALUES (2, $1, $2, $3)",
        {to_millis(clock_.now()) / 1000 + 1, to_millis(clock_.now()), to_millis(clock_.now() + 900s)});
  poll_.load();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(is_revoked("s" + std::to_string(i))) << i;
  EXPECT_TRUE(is_revoked("any", 2));
  EXPECT_FALSE(is_revoked("any"));
}

TEST_P(PolledRevocations, OfOthersAreSeenAtTheNextLook) {
  poll_.load();
  end_session("a");
  EXPECT_FALSE(is_revoked("a"));
  poll_.look();
  EXPECT_TRUE(is_revoked("a"));
  end_session("b");
  poll_.look();
  EXPECT_TRUE(is_revoked("b"));
}

TEST_P(PolledRevocations, ThatTurnUpBelowWhatWasReadAreSeenToo) {
  end_session_as(40, "before");
  poll_.load();
  end_session_as(30, "late for the load");
  poll_.look();
  EXPECT_TRUE(is_revoked("late for the load"));
  end_session_as(50, "first");
  poll_.look();
  look_for(29s);
  end_session_as(45, "late");
  poll_.look();
  EXPECT_TRUE(is_revoked("late"));
}

TEST_P(PolledRevocations, AreNotReadAgainForEver) {
  end_session_as(40, "old");
  clock_.advance(61s);
  poll_.load();
  end_session_as(39, "below what was settled at the load");
  end_session_as(50, "new");
  look_for(31s);
  end_session_as(49, "below what is settled by now");
  poll_.look();
  EXPECT_TRUE(is_revoked("old"));
  EXPECT_FALSE(is_revoked("below what was settled at the load"));
  EXPECT_FALSE(is_revoked("below what is settled by now"));
}

TEST_P(PolledRevocations, OfMoreThanAPageAreReadWhole) {
  database_->write([&](sql::Connection& connection) {
    return connection.execute(
        "INSERT INTO revocations (session_id, user_id, created_at, expires_at) "
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
        "SELECT CAST(i AS TEXT), 1, CAST($1 AS BIGINT), CAST($2 AS BIGINT) FROM n",
        {to_millis(clock_.now()), to_millis(clock_.now() + 900s)});
  });
  poll_.load();
  EXPECT_EQ(revocations_.size(), 4000U);
}

TEST_P(PolledRevocations, ThatAreDamagedRefuseTheirUser) {
  write("INSERT INTO revocations (user_id, created_at, expires_at) VALUES (7, $1, $2)",
        {to_millis(clock_.now()), to_millis(clock_.now() + 900s)});
  poll_.load();
  EXPECT_TRUE(is_revoked("any", 7));
  EXPECT_FALSE(is_revoked("any", 8));
}

TEST_P(PolledRevocations, AreLeftOutOnceTheyHaveExpired) {
  end_session("over", -31s);
  end_session("not yet over by every clock", -29s);
  poll_.load();
  EXPECT_EQ(revocations_.size(), 1U);
  look_for(64s);
  EXPECT_EQ(revocations_.size(), 0U);
}

TEST_P(PolledRevocations, AreSweptInSmallBatches) {
  for (int i = 0; i < 5; ++i) end_session(std::to_string(i), -31s);
  end_session("good", -29s);
  const auto sweep = [&] { return sweep_revocations(*database_, clock_.now(), 3); };
  EXPECT_EQ(sweep(), 3);
  EXPECT_EQ(sweep(), 2);
  EXPECT_EQ(sweep(), 0);
  poll_.load();
  EXPECT_TRUE(is_revoked("good"));
}

TEST_P(PolledRevocations, ThatCannotBeReadLeaveTheViewAsOldAsItIs) {
  poll_.load();
  write("ALTER TABLE revocations RENAME TO away", {});
  clock_.advance(5s);
  EXPECT_ANY_THROW(poll_.look());
  EXPECT_FALSE(is_revoked("a"));
  clock_.advance(1ms);
  EXPECT_ANY_THROW(poll_.look());
  EXPECT_THROW(is_revoked("a"), Unavailable);
  write("ALTER TABLE away RENAME TO revocations", {});
  poll_.look();
  EXPECT_FALSE(is_revoked("a"));
}

TEST_P(PolledRevocations, AreReadByAThreadThatOutlivesTrouble) {
  const SystemClock clock;
  RevocationPoll poll(*database_, revocations_, clock);
  write("ALTER TABLE revocations RENAME TO away", {});
  poll.start();
  write("ALTER TABLE away RENAME TO revocations", {});
  end_session("a", std::chrono::years{10});  // by the real clock too
  for (int tries = 0; revocations_.size() == 0 && tries < 2000; ++tries) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(revocations_.size(), 1U);
  poll.stop();
}

INSTANTIATE_TEST_SUITE_P(Databases, PolledRevocations, testing::both_dialects(), testing::dialect_name);

}  // namespace
}  // namespace gatehouse::auth::adapters
