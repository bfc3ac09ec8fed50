#pragma once

// A queue of mails with its database, and a mailer that a test tells how to behave.

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "platform/mail/mail_queue.hpp"
#include "platform/mail/mailer.hpp"
#include "platform/mail/tables.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::mail {

/// Sends nothing; answers as it was told, and with `sent` from then on.
class ScriptedMailer final : public Mailer {
 public:
  SendResult send(const Mail& mail) override {
    if (during) during();
    const std::lock_guard lock(mutex_);
    tried_.push_back(mail);
    changed_.notify_all();
    if (answers.empty()) return {};
    SendResult answer = answers.front();
    answers.pop_front();
    return answer;
  }
  void interrupt() override {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
    changed_.notify_all();
  }

  std::vector<Mail> tried() const {
    const std::lock_guard lock(mutex_);
    return tried_;
  }
  bool wait_for(std::size_t number) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return tried_.size() >= number; });
  }
  /// For `during`: a server that never answers.
  void hang() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return interrupted_; });
  }

  std::deque<SendResult> answers;
  std::function<void()> during;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Mail> tried_;
  bool interrupted_ = false;
};

class MailHouse : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  Mail mail_of(const std::string& name, const std::string& kind = "notice") {
    return {.recipient = name + "@example.com",
            .subject = "Subject",
            .text = "secret of " + name,
            .html = "<p>secret</p>",
            .kind = kind,
            .message_id = name + "-" + std::to_string(++number_) + "@example.com",
            .date = clock.now()};
  }
  void put(const std::string& name, UserId user = UserId{1}, std::optional<Time> useless_after = {}) {
    queue.put(mail_of(name), user, useless_after);
  }
  std::int64_t rows(const std::string& where = "1 = 1") {
    return database->read([&](sql::Connection& connection) {
      return connection.query("SELECT count(*) FROM mails WHERE " + where).front().integer(0);
    });
  }
  std::string column(const std::string& name) {
    return database->read([&](sql::Connection& connection) {
      return connection.query("SELECT " + name + " FROM mails ORDER BY id LIMIT 1").front().text(0);
    });
  }

  gatehouse::testing::ManualClock clock;
  gatehouse::testing::FreshDatabase database{GetParam(), tables()};
  MailQueue queue{*database, crypto::SealedBox(crypto::SecretBytes(std::string(32, 'k'))), clock};

 private:
  int number_ = 0;
};

inline std::vector<std::string> recipients(const ScriptedMailer& mailer) {
  std::vector<std::string> all;
  for (const Mail& mail : mailer.tried()) all.push_back(mail.recipient.substr(0, mail.recipient.find('@')));
  return all;
}

}  // namespace gatehouse::mail
