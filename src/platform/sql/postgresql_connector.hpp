#pragma once

// Makes sessions, and while the database cannot be reached says so at once: were each request to try for
// itself, all threads would stand in connection attempts.

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "platform/sql/database.hpp"
#include "platform/sql/postgresql_session.hpp"

namespace gatehouse::sql {

/// Thread-safe.
class PostgresqlConnector {
 public:
  explicit PostgresqlConnector(DatabaseOptions options) : options_(std::move(options)) {}

  std::unique_ptr<PostgresqlSession> connect();

 private:
  void expect_hope();
  void remember_failure(const std::string& detail);

  const DatabaseOptions options_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point next_attempt_{};
  std::string last_detail_;
};

}  // namespace gatehouse::sql
