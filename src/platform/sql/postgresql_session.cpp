#include "platform/sql/postgresql_session.hpp"

#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"
#include "platform/sql/postgresql_error.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::chrono::seconds longer_than_the_server{1};  // who cancels a slow statement first, and says so

std::string setting(const std::string& name, std::chrono::milliseconds value) {
  return "SET " + name + " = " + std::to_string(value.count());
}

/// Somebody cancelled the wait for the standby. PostgreSQL answers as to any commit, but a failover loses it.
bool is_without_standby(const PGresult* notice) {
  const char* function = PQresultErrorField(notice, PG_DIAG_SOURCE_FUNCTION);
  return function != nullptr && std::string_view(function) == "SyncRepWaitForLSN";
}

}  // namespace

PostgresqlSession::PostgresqlSession(PostgresqlHandle connection, const DatabaseOptions& options)
    : connection_(std::move(connection)), patience_(options.statement_timeout) {
  if (patience_.count() > 0) patience_ += longer_than_the_server;
  PQsetNoticeReceiver(connection_.get(), hear, this);
  if (PQenterPipelineMode(connection_.get()) != 1) throw_lost(PQerrorMessage(connection_.get()));
  PQsetErrorVerbosity(connection_.get(), PQERRORS_TERSE);  // the details quote rows, and end in the log
  set_up(options);
}

void PostgresqlSession::hear(void* self, const PGresult* notice) {
  if (is_without_standby(notice)) static_cast<PostgresqlSession*>(self)->without_standby_ = true;
}

void PostgresqlSession::set_up(const DatabaseOptions& options) {
  send_unprepared(setting("statement_timeout", options.statement_timeout));
  send_unprepared(setting("lock_timeout", options.wait));
  send_unprepared(setting("idle_in_transaction_session_timeout", 2 * options.statement_timeout));
  send_unprepared("SET standard_conforming_strings = on");
  send_unprepared("SET default_transaction_isolation = 'read committed'");
  // Acknowledged means on disk, whatever the role or the database was told.
  send_unprepared(
      "SELECT set_config('synchronous_commit', 'on', false) "
      "WHERE current_setting('synchronous_commit') = 'off'");
  finish_trip();
}

Rows PostgresqlSession::query(std::string_view sql, std::span<const Value> values) {
  return rows_of(exchange(sql, values).get());
}

std::int64_t PostgresqlSession::execute(std::string_view sql, std::span<const Value> values) {
  return changed_rows_of(exchange(sql, values).get());
}

/// With savepoints a part has to know of its failures before it ends.
void PostgresqlSession::execute_later(std::string_view sql, std::span<const Value> values) {
  if (parts_ == Parts::with_savepoints) {
    execute(sql, values);
    return;
  }
  expect_whole();
  send_steering();
  send(sql, values);
}

void PostgresqlSession::run(std::string_view statement) {
  expect_whole();
  send_steering();
  send_unprepared(std::string(statement));
  finish_trip();
}

void PostgresqlSession::lock(std::string_view name) {
  const Value value = std::string(name);
  execute_later("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended($1, 0))", std::span(&value, 1));
}

void PostgresqlSession::begin_part() {
  if (parts_ == Parts::with_savepoints) Session::begin_part();
}

void PostgresqlSession::keep_part() {
  if (parts_ == Parts::with_savepoints) Session::keep_part();
}

void PostgresqlSession::undo_part() {
  if (parts_ == Parts::with_savepoints) {
    Session::undo_part();
  } else if (begun_) {
    part_lost_ = true;
  }
}

void PostgresqlSession::expect_whole() {
  if (!part_lost_) return;
  missed_savepoint_ = true;
  throw PartLost{};
}

void PostgresqlSession::begin(Durability durability, Parts parts) {
  parts_ = parts;
  begun_ = answering_ = committing_ = announced_ = part_lost_ = missed_savepoint_ = false;
  steer("BEGIN");
  if (durability == Durability::relaxed) steer("SET LOCAL synchronous_commit = off");
}

void PostgresqlSession::commit() {
  expect_whole();
  if (!begun_) {
    steering_.clear();  // nothing was sent
    return;
  }
  // What is lost before the server has been heard of in this transaction was not committed for certain.
  if (!answering_) finish_trip();
  committing_ = true;
  steer("COMMIT");
  send_steering();
  const PostgresqlResult done = finish_trip();
  if (without_standby_) throw_lost("the wait for the standby was cancelled");
  committing_ = false;
  if (std::string_view(PQcmdStatus(done.get())) != "COMMIT") {
    throw Failure(FailureKind::statement, "a statement of the transaction failed, and nobody minded");
  }
}

void PostgresqlSession::roll_back() noexcept {
  steering_.clear();
  part_lost_ = false;
  if (broken_ || !begun_) return;
  committing_ = false;
  try {
    if (sent_ > 0) {
      expect_sent(PQpipelineSync(connection_.get()));
      receive();
    }
    if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
    steer("ROLLBACK");
    send_steering();
    finish_trip();
  } catch (...) {
    broken_ = true;
  }
}

bool PostgresqlSession::reusable() const {
  return !broken_ && !worn_ && !stale_ && steering_.empty() && sent_ == 0 &&
         PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

PostgresqlResult PostgresqlSession::exchange(std::string_view sql, std::span<const Value> values) {
  expect_whole();
  send_steering();
  send(sql, values);
  return finish_trip();
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
