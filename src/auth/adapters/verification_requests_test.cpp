// Asking for a code while one is being mailed, on both databases: attack cases about many requests for one
// account. Requests that wait together may be answered by one code, but none is answered by an older one.

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "auth/adapters/event_handlers.hpp"
#include "auth/adapters/outbox_events.hpp"
#include "auth/adapters/sql_verification_codes.hpp"
#include "auth/adapters/tables.hpp"
#include "auth/app/request_verification.hpp"
#include "platform/mail/mail_queue.hpp"
#include "platform/messaging/tables.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
#include "tests/support/auth/memory_sessions.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth::adapters {
namespace {

using namespace std::chrono_literals;

constexpr UserId kim{1};
constexpr const char* address = "kim@example.com";

std::vector<sql::Table> all_tables() {
  std::vector<sql::Table> all = tables();
  for (sql::Table& table : messaging::tables()) all.push_back(std::move(table));
  return all;
}

class InterruptedMailer final : public Mailer {
 public:
  void send_code(const CodeMail& mail) override {
    if (during) std::exchange(during, nullptr)();
    const std::lock_guard lock(mutex_);
    codes_.push_back(mail.code.text());
  }
  void send_reset_code(const ResetCodeMail&) override {}
  void send_change_notice(const ChangeNoticeMail&) override {}
  void send_reuse_notice(const ReuseNoticeMail&) override {}

  std::vector<std::string> codes() {
    const std::lock_guard lock(mutex_);
    return codes_;
  }

  std::function<void()> during;  // the first sending

 private:
  std::mutex mutex_;
  std::vector<std::string> codes_;
};

class AskingForCodes : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  AskingForCodes() {
    accounts_.add(kim, address);
    handlers_.subscribe_to(relay_);
  }
  ~AskingForCodes() override { relay_.stop(); }

  void ask() { EXPECT_TRUE(request_(kim, address, {})); }
  void wait_until_all_is_delivered() {
    while (relay_.status().waiting > 0) std::this_thread::sleep_for(1ms);
  }
  bool is_live(const std::string& code) {
    const auto kept = codes_.spend_attempt(kim, Purpose::verify_email, address, clock_.now());
    return kept && kept->hash.ends_with("|" + code);
  }

  testing::FreshDatabase database_{GetParam(), all_tables()};
  testing::ManualClock clock_;
  testing::FakeAccounts accounts_;
  InterruptedMailer mailer_;
  testing::CountingRandomness randomness_;
  testing::PlainCodeHashes hashes_;
  SqlVerificationCodes codes_{*database_};
  messaging::Outbox outbox_{*database_, clock_};
  OutboxEvents events_{outbox_};
  IssueCode issue_{codes_, hashes_, randomness_, accounts_, mailer_, clock_};
  testing::MemorySessions sessions_;
  testing::ScriptedLimits limits_;
  ForgetUser forget_{codes_, sessions_, limits_};
  testing::FakeCodeRequestLimits request_limits_;
  IssueUnaskedCode issue_unasked_{issue_, request_limits_, accounts_};
  mail::MailQueue mails_{*database_, crypto::SealedBox(crypto::SecretBytes(std::string(32, 'k'))), clock_};
  EventHandlers handlers_{issue_, issue_unasked_, forget_, outbox_, mails_};
  testing::RecordedAudit audit_;
  RequestVerification request_{codes_, events_, accounts_, request_limits_, *database_, audit_, clock_};
  messaging::Relay relay_{*database_, clock_};
};

INSTANTIATE_TEST_SUITE_P(Codes, AskingForCodes, testing::both_dialects(), testing::dialect_name);

TEST_P(AskingForCodes, ManyTimesBeforeTheFirstIsIssuedYieldsOne) {
  for (int i = 0; i < 20; ++i) ask();
  relay_.start();
  wait_until_all_is_delivered();
  ASSERT_EQ(mailer_.codes().size(), 1U);
  EXPECT_TRUE(is_live(mailer_.codes().back()));
}

TEST_P(AskingForCodes, AfterOneWasIssuedYieldsAnother) {
  relay_.start();
  for (std::size_t i = 1; i <= 3; ++i) {
    ask();
    wait_until_all_is_delivered();
    ASSERT_EQ(mailer_.codes().size(), i);
    EXPECT_TRUE(is_live(mailer_.codes().back()));
  }
}

TEST_P(AskingForCodes, WhileOneIsBeingMailedYieldsAnother) {
  std::future<void> asked;
  mailer_.during = [&] {
    asked = std::async(std::launch::async, [&] { ask(); });
    asked.wait_for(200ms);  // it may not end before the code that is being mailed is kept
  };
  ask();
  relay_.start();
  wait_until_all_is_delivered();
  asked.get();
  wait_until_all_is_delivered();
  ASSERT_EQ(mailer_.codes().size(), 2U);
  EXPECT_TRUE(is_live(mailer_.codes().back()));
}

TEST_P(AskingForCodes, FromManySidesAlwaysLeavesTheLastCodeLive) {
  relay_.start();
  for (int round = 0; round < 25; ++round) {
    const std::size_t before = mailer_.codes().size();
    {
      std::vector<std::jthread> askers;
      for (int i = 0; i < 4; ++i) askers.emplace_back([&] { ask(); });
    }
    wait_until_all_is_delivered();
    const auto codes = mailer_.codes();
    ASSERT_GT(codes.size(), before);
    ASSERT_TRUE(is_live(codes.back())) << round;
  }
}

}  // namespace
}  // namespace gatehouse::auth::adapters
