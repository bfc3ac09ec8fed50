#include "platform/mail/sender.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "platform/mail/dead_mails.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/mail/mail_house.hpp"

namespace gatehouse::mail {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ASender : public MailHouse {
 protected:
  /// Until nothing is due.
  int send_all() {
    int taken = 0;
    while (sender.send_one()) ++taken;
    return taken;
  }

  ScriptedMailer mailer;
  SenderCounts counts;
  SenderOptions options{.max_attempts = 12};
  Sender sender{queue, mailer, counts, options};
  DeadMails dead{*database};
};

INSTANTIATE_TEST_SUITE_P(Databases, ASender, gatehouse::testing::both_dialects(),
                         gatehouse::testing::dialect_name);

TEST_P(ASender, SendsWhatIsDueInTheOrderOfItsComing) {
  put("kim");
  put("lee");
  EXPECT_EQ(send_all(), 2);
  EXPECT_THAT(recipients(mailer), ElementsAre("kim", "lee"));
  EXPECT_EQ(counts.sent, 2u);
}

TEST_P(ASender, SendsAMailAsItWasPut) {
  const Mail mail = mail_of("kim");
  queue.put(mail, UserId{7});
  send_all();
  EXPECT_THAT(mailer.tried(), ElementsAre(mail));
}

TEST_P(ASender, SendsNothingTwice) {
  put("kim");
  send_all();
  clock.advance(24h);
  EXPECT_EQ(send_all(), 0);
}

TEST_P(ASender, KeepsNothingOfWhatASentMailSaid) {
  put("kim");
  EXPECT_NE(column("sealed"), "");
  send_all();
  EXPECT_EQ(column("sealed"), "");
  EXPECT_EQ(rows("sent_at IS NOT NULL"), 1);
}

TEST_P(ASender, WaitsLongerAfterEachFailure) {
  put("kim");
  mailer.answers.assign(11, {Sending::failed, "busy"});
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 900s}) {
    EXPECT_EQ(send_all(), 1) << wait;
    clock.advance(wait - 1ms);
    EXPECT_EQ(send_all(), 0) << wait;
    clock.advance(1ms);
  }
  EXPECT_EQ(send_all(), 1);
  EXPECT_EQ(counts.failed, 11u);
  EXPECT_EQ(counts.sent, 1u);
}

TEST_P(ASender, SendsTheSameMessageIdAtEachAttempt) {
  put("kim");
  mailer.answers = {{Sending::failed, "busy"}};
  send_all();
  clock.advance(1s);
  send_all();
  ASSERT_EQ(mailer.tried().size(), 2u);
  EXPECT_EQ(mailer.tried()[0].message_id, mailer.tried()[1].message_id);
}

TEST_P(ASender, MakesADeadLetterOfWhatIsRefused) {
  put("kim");
  mailer.answers = {{Sending::refused, "RCPT failed: 550\r\nforged"}};
  send_all();
  clock.advance(24h);
  EXPECT_EQ(send_all(), 0);
  const auto letters = dead.list();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].user, UserId{1});
  EXPECT_EQ(letters[0].kind, "notice");
  EXPECT_EQ(letters[0].attempts, 1);
  EXPECT_EQ(letters[0].last_error, "RCPT failed: 550??forged");
  EXPECT_EQ(queue.status().dead, 1);
}

TEST_P(ASender, MakesADeadLetterAfterTheLastAttempt) {
  put("kim");
  mailer.answers.assign(12, {Sending::failed, "busy"});
  for (int i = 0; i < 11; ++i) {
    send_all();
    EXPECT_THAT(dead.list(), IsEmpty());
    clock.advance(15min);
  }
  send_all();
  ASSERT_EQ(dead.list().size(), 1u);
  EXPECT_EQ(dead.list()[0].attempts, 12);
}

TEST_P(ASender, SendsADeadLetterAgainWhenItIsToldTo) {
  put("kim");
  mailer.answers = {{Sending::refused, "no"}};
  send_all();
  const std::int64_t id = dead.list()[0].id;
  EXPECT_FALSE(dead.retry(id + 1));
  EXPECT_TRUE(dead.retry(id));
  EXPECT_FALSE(dead.retry(id));
  EXPECT_EQ(send_all(), 1);
  EXPECT_EQ(counts.sent, 1u);
  EXPECT_THAT(dead.list(), IsEmpty());
}

TEST_P(ASender, SendsAllDeadLettersAgainWhenItIsToldTo) {
  put("kim");
  put("lee");
  mailer.answers.assign(2, {Sending::refused, "no"});
  send_all();
  EXPECT_EQ(dead.retry_all(), 2);
  EXPECT_EQ(send_all(), 2);
  EXPECT_EQ(dead.retry_all(), 0);
}

TEST_P(ASender, GivesUpWhatNobodyWantsAnyMore) {
  put("kim", UserId{1}, clock.now() + 3min);
  clock.advance(3min + 1ms);
  send_all();
  EXPECT_THAT(mailer.tried(), IsEmpty());
  EXPECT_EQ(rows(), 0);
  EXPECT_EQ(counts.given_up, 1u);
}

TEST_P(ASender, SendsUpToTheLastMomentOfItsUse) {
  put("kim", UserId{1}, clock.now() + 3min);
  clock.advance(3min);
  EXPECT_EQ(send_all(), 1);
  EXPECT_EQ(counts.sent, 1u);
}

TEST_P(ASender, GivesUpWhatItCouldOnlySendTooLate) {
  put("kim", UserId{1}, clock.now() + 2500ms);
  mailer.answers.assign(5, {Sending::failed, "busy"});
  send_all();
  EXPECT_EQ(rows(), 1);
  clock.advance(1s);
  send_all();
  EXPECT_EQ(rows(), 0) << "the next attempt would come after three seconds";
  EXPECT_EQ(counts.given_up, 1u);
}

TEST_P(ASender, LeavesAMailThatAnotherHasInHand) {
  put("kim");
  mailer.during = [&] {
    ScriptedMailer other_mailer;
    Sender other{queue, other_mailer, counts, options};
    clock.advance(options.lease - 1ms);
    EXPECT_FALSE(other.send_one());
  };
  EXPECT_EQ(send_all(), 1);
}

TEST_P(ASender, TakesOverWhatADeadServerHadInHand) {
  put("kim");
  database->write(
      [&](sql::Connection& connection) { return lease(connection, clock.now(), clock.now() + 1min); });
  EXPECT_EQ(send_all(), 0);
  clock.advance(1min);
  EXPECT_EQ(send_all(), 1);
}

TEST_P(ASender, LeavesTheOutcomeToWhoeverTookTheMailOver) {
  put("kim");
  mailer.answers = {{Sending::refused, "no"}};
  mailer.during = [&] {
    mailer.during = nullptr;
    clock.advance(options.lease);
    ScriptedMailer other_mailer;
    Sender other{queue, other_mailer, counts, options};
    EXPECT_TRUE(other.send_one());
  };
  send_all();
  EXPECT_EQ(rows("sent_at IS NOT NULL AND dead_at IS NULL"), 1);
}

TEST_P(ASender, ReturnsWhatItWasInterruptedIn) {
  put("kim");
  mailer.answers = {{Sending::interrupted}};
  EXPECT_TRUE(sender.send_one());
  EXPECT_EQ(rows("leased_until = 0 AND attempts = 0 AND sent_at IS NULL"), 1);
  EXPECT_EQ(counts.failed, 0u);
}

TEST_P(ASender, GivesUpAtOnceWhatItCannotOpen) {
  put("kim");
  put("lee");
  database->write([](sql::Connection& connection) {
    return connection.execute("UPDATE mails SET message_id = 'other@example.com' WHERE id = 1");
  });
  send_all();
  EXPECT_THAT(recipients(mailer), ElementsAre("lee"));
  ASSERT_EQ(dead.list().size(), 1u);
  EXPECT_NE(dead.list()[0].last_error.find("master key"), std::string::npos);
}

TEST_P(ASender, LetsOneMailGoToOneOfManySenders) {
  constexpr int mails = 40;
  for (int i = 0; i < mails; ++i) put("kim" + std::to_string(i));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Sender own{queue, mailer, counts, options};
      while (own.send_one()) continue;
    });
  }
  for (std::thread& thread : threads) thread.join();
  send_all();
  auto sent = recipients(mailer);
  std::ranges::sort(sent);
  EXPECT_EQ(std::ranges::unique(sent).begin(), sent.end());
  EXPECT_EQ(sent.size(), std::size_t{mails});
}

}  // namespace
}  // namespace gatehouse::mail
