// What happens outside the database happens once: also where the process dies, or the act fails.
#include "platform/messaging/hand_over.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "platform/messaging/courier.hpp"
#include "platform/messaging/outbox.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::messaging {
namespace {

using ::testing::ElementsAre;

class HandOverContract : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  /// Carries what is due with a courier of its own, as a process does after its start.
  void carry(HandOver& hand_over) {
    Courier courier{*database_, clock_, {.max_attempts = 9}, hand_over};
    courier.subscribe("thing.happened.v1",
                      {"tells", [&](const Delivery& delivery) {
                         hand_over.after_commit([&, what = delivery.message.payload] { tell(what); });
                       }});
    for (int rounds = 0; courier.carry([] { return false; }) > 0; ++rounds) {
      ASSERT_LT(rounds, 100) << "it is carried again and again";
    }
  }
  void tell(const std::string& what) {
    if (fails_) throw std::runtime_error("nobody listens");
    told_.push_back(what + (delivered() ? " after its commit" : " before its commit"));
  }
  bool delivered() { return count("SELECT count(*) FROM outbox WHERE delivered_at IS NOT NULL") == 1; }
  std::int64_t count(std::string_view sql) {
    return database_->read(
        [&](sql::Connection& connection) { return connection.query(sql).front().integer(0); });
  }
  /// Leaves what a process leaves that is killed once the handler's transaction is committed.
  void die_after_commit(HandOver& hand_over) {
    database_->write([&](sql::Connection& connection) {
      connection.execute("INSERT INTO inbox (message_id, handler, handled_at) VALUES (1, 'tells', 0)");
      return connection.execute("UPDATE outbox SET delivered_at = 0 WHERE id = 1");
    });
    hand_over.note_committing(1);
  }
  void append() { outbox_.append({"thing.happened.v1", "thing:1", "a"}); }

  testing::ManualClock clock_;
  testing::FreshDatabase database_{GetParam(), tables()};
  Outbox outbox_{*database_, clock_};
  bool fails_ = false;
  std::vector<std::string> told_;
};

INSTANTIATE_TEST_SUITE_P(Databases, HandOverContract, testing::both_dialects(), testing::dialect_name);

TEST_P(HandOverContract, HappensAfterTheCommitAndLeavesNoPayload) {
  HandOver hand_over;
  append();
  carry(hand_over);
  EXPECT_THAT(told_, ElementsAre("a after its commit"));
  EXPECT_EQ(hand_over.left(), std::nullopt);
  EXPECT_EQ(count("SELECT count(*) FROM outbox WHERE payload = ''"), 1);
}

TEST_P(HandOverContract, IsTriedAgainWhereItFails) {
  HandOver hand_over;
  append();
  fails_ = true;
  carry(hand_over);
  EXPECT_FALSE(delivered());
  fails_ = false;
  clock_.advance(std::chrono::minutes{2});
  carry(hand_over);
  EXPECT_THAT(told_, ElementsAre("a after its commit"));
}

TEST_P(HandOverContract, IsDoneAnewWhereTheProcessDiedBetweenCommitAndAct) {
  HandOver hand_over;
  append();
  die_after_commit(hand_over);
  carry(hand_over);
  EXPECT_THAT(told_, ElementsAre("a after its commit"));
}

TEST_P(HandOverContract, IsNotRepeatedWhereTheProcessDiedAfterIt) {
  HandOver hand_over;
  append();
  die_after_commit(hand_over);
  hand_over.after_commit([] {});
  hand_over.act(1);
  carry(hand_over);
  EXPECT_TRUE(told_.empty());
  EXPECT_EQ(hand_over.left(), std::nullopt);
  EXPECT_EQ(count("SELECT count(*) FROM outbox WHERE payload = ''"), 1);
}

TEST(HandOverNote, OutlivesAProcessThatIsKilled) {
  const auto folder = std::filesystem::temp_directory_path() / ("hand-over-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  const auto file = folder / "note";
  const pid_t child = ::fork();
  if (child == 0) {
    HandOver hand_over(file);
    hand_over.note_committing(7);
    hand_over.after_commit([] { ::raise(SIGKILL); });
    hand_over.act(7);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  const HandOver found(file);
  ASSERT_TRUE(found.left());
  EXPECT_EQ(found.left()->message, 7);
  EXPECT_TRUE(found.left()->begun);
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::remove_all(folder);
}

TEST(HandOverNote, IsRefusedWhereItCannotBeKept) {
  EXPECT_THROW(HandOver("/proc/no/such/place"), std::system_error);
}

}  // namespace
}  // namespace gatehouse::messaging
