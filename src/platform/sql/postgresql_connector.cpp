#include "platform/sql/postgresql_connector.hpp"

#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::chrono::milliseconds between_attempts{250};

}  // namespace

std::unique_ptr<PostgresqlSession> PostgresqlConnector::connect() {
  expect_hope();
  try {
    return std::make_unique<PostgresqlSession>(connect_postgresql(options_.url), options_);
  } catch (const Outage& outage) {
    remember_failure(outage.detail());
    throw;
  }
}

void PostgresqlConnector::expect_hope() {
  const std::lock_guard lock(mutex_);
  if (std::chrono::steady_clock::now() < next_attempt_)
    throw_outage("the database cannot be reached", last_detail_);
}

void PostgresqlConnector::remember_failure(const std::string& detail) {
  const std::lock_guard lock(mutex_);
  next_attempt_ = std::chrono::steady_clock::now() + between_attempts;
  last_detail_ = detail;
}

}  // namespace gatehouse::sql
