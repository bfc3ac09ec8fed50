#pragma once

// What this server knows of ended sessions, and how it learns of those that other servers end.

#include <memory>
#include <optional>

#include "auth/adapters/revocation_poll.hpp"
#include "auth/adapters/revocations.hpp"
#include "kernel/clock.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

class Revocation {
 public:
  /// Reads what is revoked by now. With PostgreSQL it has a connection of its own, so that requests that take
  /// all others cannot make its view old.
  Revocation(sql::Database& database, const sql::DatabaseOptions& options, const Clock& clock);

  auth::adapters::Revocations& known() { return known_; }

  void start() { poll_.start(); }
  void stop() { poll_.stop(); }

  /// `registry` must not be scraped any more when this ends.
  void measure(metrics::Registry& registry);

 private:
  std::unique_ptr<sql::Database> own_database_;  // PostgreSQL
  auth::adapters::Revocations known_;
  auth::adapters::RevocationPoll poll_;
};

}  // namespace gatehouse::server
