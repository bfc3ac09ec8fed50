#include "platform/sql/postgresql_session.hpp"

#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"
#include "platform/sql/postgresql_error.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::size_t most_statements = 512;
constexpr std::chrono::seconds longer_than_the_server{1};  // who cancels a slow statement first, and says so
constexpr const char* notify = "SELECT pg_notify('gatehouse_outbox', '')";

std::string setting(const std::string& name, std::chrono::milliseconds value) {
  return "SET " + name + " = " + std::to_string(value.count());
}

}  // namespace

PostgresqlSession::PostgresqlSession(PostgresqlHandle connection, const DatabaseOptions& options)
    : connection_(std::move(connection)), patience_(options.statement_timeout) {
  if (patience_.count() > 0) patience_ += longer_than_the_server;
  if (PQenterPipelineMode(connection_.get()) != 1) throw_lost(PQerrorMessage(connection_.get()));
  PQsetErrorVerbosity(connection_.get(), PQERRORS_TERSE);  // the details quote rows, and end in the log
  set_up(options);
}

void PostgresqlSession::set_up(const DatabaseOptions& options) {
  steering_ = {
      setting("statement_timeout", options.statement_timeout),
      setting("lock_timeout", options.wait),
      setting("idle_in_transaction_session_timeout", 2 * options.statement_timeout),
      "SET standard_conforming_strings = on",
      "SET default_transaction_isolation = 'read committed'",
      // Acknowledged means on disk, whatever the role or the database was told.
      "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = "
      "'off'",
  };
  send_steering();
  finish_exchange();
}

Rows PostgresqlSession::query(std::string_view sql, std::span<const Value> values) {
  return rows_of(exchange(sql, values).get());
}

std::int64_t PostgresqlSession::execute(std::string_view sql, std::span<const Value> values) {
  return changed_rows_of(exchange(sql, values).get());
}

void PostgresqlSession::run(std::string_view statement) {
  steering_.emplace_back(statement);
  send_steering();
  finish_exchange();
}

void PostgresqlSession::announce() {
  announced_ = true;
  steer(notify);  // PostgreSQL sends one for all of a transaction
}

void PostgresqlSession::lock(std::string_view name) {
  const Value value = std::string(name);
  query("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended($1, 0))", std::span(&value, 1));
}

void PostgresqlSession::begin(Durability durability) {
  committing_ = false;
  announced_ = false;
  steer("BEGIN");
  if (durability == Durability::relaxed) steer("SET LOCAL synchronous_commit = off");
}

void PostgresqlSession::commit() {
  if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE && !announced_) {
    steering_.clear();  // nothing was sent
    return;
  }
  committing_ = true;
  steer("COMMIT");
  send_steering();
  const PostgresqlResult done = finish_exchange();
  committing_ = false;
  if (std::string_view(PQcmdStatus(done.get())) != "COMMIT") {
    throw Failure(FailureKind::statement, "a statement of the transaction failed, and nobody minded");
  }
}

void PostgresqlSession::roll_back() noexcept {
  steering_.clear();
  if (broken_ || PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
  try {
    steer("ROLLBACK");
    send_steering();
    finish_exchange();
  } catch (...) {
    broken_ = true;
  }
}

bool PostgresqlSession::reusable() const {
  return !broken_ && !worn_ && !stale_ && steering_.empty() &&
         PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

PostgresqlResult PostgresqlSession::exchange(std::string_view sql, std::span<const Value> values) {
  const PostgresqlParameters parameters(values);
  auto found = prepared_.find(sql);
  const bool is_new = found == prepared_.end();
  if (is_new && prepared_.size() >= most_statements) worn_ = true;  // a new session starts with none
  const std::size_t steering = steering_.size();
  send_steering();
  if (is_new) {
    found = prepared_.emplace(std::string(sql), "s" + std::to_string(++names_given_)).first;
    expect_sent(PQsendPrepare(connection_.get(), found->second.c_str(), found->first.c_str(),
                              parameters.count(), parameters.types()));
  }
  expect_sent(PQsendQueryPrepared(connection_.get(), found->second.c_str(), parameters.count(),
                                  parameters.texts(), nullptr, nullptr, 0));
  expect_sent(PQpipelineSync(connection_.get()));
  Received received = receive();
  if (is_new && received.good <= steering) prepared_.erase(found);
  if (received.error) throw_error(received.error);
  return std::move(received.answer);
}

PostgresqlResult PostgresqlSession::finish_exchange() {
  expect_sent(PQpipelineSync(connection_.get()));
  Received received = receive();
  if (received.error) throw_error(received.error);
  return std::move(received.answer);
}

void PostgresqlSession::send_steering() {
  for (const std::string& statement : steering_) {
    expect_sent(
        PQsendQueryParams(connection_.get(), statement.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
  }
  steering_.clear();
}

void PostgresqlSession::expect_sent(int sent) {
  if (broken_) throw_lost("it was lost before");
  if (sent != 1) throw_lost(PQerrorMessage(connection_.get()));
}

void PostgresqlSession::throw_error(const PostgresqlResult& error) {
  const std::string_view sqlstate = sqlstate_of(error.get());
  const std::string_view message = PQresultErrorMessage(error.get());
  if (sqlstate.empty() || PQstatus(connection_.get()) != CONNECTION_OK) throw_lost(message);
  if (ends_connection(sqlstate)) broken_ = true;
  if (is_stale_statement(sqlstate, message)) stale_ = true;
  throw_postgresql_error(sqlstate, message);
}

void PostgresqlSession::throw_lost(std::string_view detail) {
  broken_ = true;
  throw_outage(
      committing_ ? "whether a write was kept is unknown" : "the connection to the database was lost",
      detail);
}

}  // namespace gatehouse::sql
