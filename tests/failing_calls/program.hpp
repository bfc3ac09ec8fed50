#pragma once

// The whole program without sockets and without threads of its own, over a database that may fail: what
// application.hpp puts together, asked as the connections ask it.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "auth/adapters/revocation_poll.hpp"
#include "platform/http/router.hpp"
#include "platform/messaging/relay.hpp"
#include "server/options.hpp"
#include "server/wiring/audit_keeping.hpp"
#include "server/wiring/auth_context.hpp"
#include "server/wiring/key_context.hpp"
#include "server/wiring/user_context.hpp"
#include "tests/failing_calls/failing_database.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::testing {

/// Gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What the log mailer writes, caught in memory.
class CaughtLog {
 public:
  CaughtLog();
  ~CaughtLog();
  CaughtLog(const CaughtLog&) = delete;
  CaughtLog& operator=(const CaughtLog&) = delete;

  /// The lines that hold all of these words, oldest first.
  std::vector<std::string> lines(const std::vector<std::string>& words) const;
  /// From now on nothing can be written there, or again.
  void refuse(bool refused);

 private:
  int file_;
  int full_;
};

struct Ask {
  std::string method{};
  std::string path{};
  std::string body{};
  std::string token{};  // Bearer
  std::string basic{};  // Basic, instead
};

class Program {
 public:
  explicit Program(sql::Dialect dialect);

  /// Throws what a connection answers with a 503 or a 500.
  http::Reply ask(const Ask& ask);

  /// Carries events until none waits. `plan`: what fails of the relay's own calls.
  /// Throws where they do not end in time.
  void deliver(FailurePlan* plan = nullptr,
               std::chrono::milliseconds patience = std::chrono::milliseconds{30'000});
  void maintain_keys() { keys_.maintain(); }
  /// How many signing keys are at most that old.
  std::int64_t keys_of_age(std::chrono::milliseconds age);

  /// All rows of a table as text, without what is counted. `masked`: without names, ids and random values.
  std::vector<std::string> rows(const sql::Table& table, bool masked);

  FailingDatabase& database() { return failing_; }
  ManualClock& clock() { return clock_; }
  CaughtLog& log() { return log_; }
  const CaughtLog& log() const { return log_; }
  /// The Basic credentials of the one client.
  const std::string& client();

 private:
  bool is_mail_waiting() const;

  CaughtLog log_;
  TemporaryFolder folder_;
  ManualClock clock_;
  FreshDatabase fresh_;
  FailingDatabase failing_{*fresh_};
  server::Settings settings_;
  crypto::MasterKey master_key_;
  messaging::Outbox outbox_{failing_, clock_};
  std::shared_ptr<messaging::HandOver> hand_over_ = std::make_shared<messaging::HandOver>();
  server::Mailing mailing_;
  server::AuditKeeping audit_;
  auth::adapters::Revocations revocations_;
  auth::adapters::RevocationPoll poll_{*fresh_, revocations_, clock_};
  server::SessionStore session_store_;
  server::Limiting limiting_;
  server::UserContext users_;
  server::KeyContext keys_;
  server::AuthContext auth_;
  http::Router router_;
  std::string client_;
};

}  // namespace gatehouse::testing
