// The senders with their threads. What each test waits for would not come by the idle look alone, which is
// hours away.
#include "platform/mail/senders.hpp"

#include <gtest/gtest.h>

#include "tests/support/both_dialects.hpp"
#include "tests/support/mail/mail_house.hpp"

namespace gatehouse::mail {
namespace {

using namespace std::chrono_literals;

constexpr SendersOptions never_look{.threads = 2, .idle_poll = 1h};

/// A mailer that a test keeps in hand.
class BorrowedMailer final : public Mailer {
 public:
  explicit BorrowedMailer(ScriptedMailer& mailer) : mailer_(mailer) {}
  SendResult send(const Mail& mail) override { return mailer_.send(mail); }
  void interrupt() override { mailer_.interrupt(); }

 private:
  ScriptedMailer& mailer_;
};

class ManySenders : public MailHouse {
 protected:
  Senders::MakeMailer borrow() {
    return [this] { return std::make_unique<BorrowedMailer>(mailer); };
  }

  ScriptedMailer mailer;
};

INSTANTIATE_TEST_SUITE_P(Databases, ManySenders, gatehouse::testing::both_dialects(),
                         gatehouse::testing::dialect_name);

TEST_P(ManySenders, SendWhatWaitedForTheirStart) {
  put("kim");
  Senders senders(queue, borrow(), never_look);
  senders.start();
  EXPECT_TRUE(mailer.wait_for(1));
}

TEST_P(ManySenders, WakeForAMailThatComesLater) {
  Senders senders(queue, borrow(), never_look);
  senders.start();
  put("kim");
  EXPECT_TRUE(mailer.wait_for(1));
  put("lee");
  EXPECT_TRUE(mailer.wait_for(2));
}

TEST_P(ManySenders, SendTheNextMailWhileAServerLetsOneHang) {
  std::atomic<bool> first = true;
  mailer.during = [&] {
    if (first.exchange(false)) mailer.hang();
  };
  Senders senders(queue, borrow(), never_look);
  senders.start();
  put("kim");
  put("lee");
  EXPECT_TRUE(mailer.wait_for(1));
  senders.stop();
}

TEST_P(ManySenders, StopThoughAServerHangs) {
  std::atomic<bool> hangs = false;
  mailer.during = [&] {
    hangs = true;
    mailer.hang();
  };
  mailer.answers.assign(2, {Sending::interrupted});
  put("kim");
  Senders senders(queue, borrow(), never_look);
  senders.start();
  while (!hangs) std::this_thread::yield();
  senders.stop();
  EXPECT_EQ(rows("leased_until = 0 AND sent_at IS NULL"), 1);
}

TEST_P(ManySenders, CountWhatTheyDid) {
  mailer.answers = {{Sending::failed, "busy"}};
  Senders senders(queue, borrow(), never_look);
  senders.start();
  put("kim");
  EXPECT_TRUE(mailer.wait_for(1));
  put("lee");
  EXPECT_TRUE(mailer.wait_for(2));
  senders.stop();
  EXPECT_EQ(senders.counts().failed, 1u);
  EXPECT_EQ(senders.counts().sent, 1u);
}

TEST(SendersOnAFileOfTheirOwn, TakeOverAtOnceWhatAKilledServerHadInHand) {
  gatehouse::testing::ManualClock clock;
  gatehouse::testing::FreshDatabase database{sql::Dialect::sqlite, tables()};
  MailQueue queue{*database, crypto::SealedBox(crypto::SecretBytes(std::string(32, 'k'))), clock};
  ScriptedMailer mailer;
  queue.put({.recipient = "kim@example.com", .kind = "notice", .message_id = "x@example.com"}, UserId{1});
  database->write(
      [&](sql::Connection& connection) { return lease(connection, clock.now(), clock.now() + 1h); });
  Senders senders(queue, [&] { return std::make_unique<BorrowedMailer>(mailer); }, never_look);
  senders.start();
  EXPECT_TRUE(mailer.wait_for(1));
}

}  // namespace
}  // namespace gatehouse::mail
