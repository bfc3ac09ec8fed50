#include "platform/sql/sqlite_writer.hpp"

#include <algorithm>

#include "platform/log/log.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::size_t most_waiting = 1024;
constexpr std::size_t most_together = 64;
constexpr std::chrono::seconds between_seeking{1};

void fail_kept(const std::vector<WaitingWrite*>& batch, const std::exception_ptr& failure) {
  for (WaitingWrite* write : batch) {
    if (write->kept && !write->failure) write->failure = failure;
  }
}

/// Those whose own body failed keep that failure.
void fail_all(const std::vector<WaitingWrite*>& batch, const std::exception_ptr& failure) {
  for (WaitingWrite* write : batch) {
    if (!write->failure) write->failure = failure;
  }
}

}  // namespace

SqliteWriter::SqliteWriter(std::filesystem::path path, std::chrono::milliseconds wait, const void* database,
                           SqliteFinders& finders)
    : path_(std::move(path)),
      wait_(wait),
      database_(database),
      finders_(finders),
      queue_(most_waiting, wait) {
  open();
  thread_ = std::thread([this] { work(); });
}

SqliteWriter::~SqliteWriter() {
  queue_.close();
  thread_.join();
}

void SqliteWriter::open() {
  if (watch_) watch_->check();
  connection_ = std::make_unique<SqliteConnection>(path_, SqliteConnection::Purpose::write, wait_);
  durability_ = Durability::full;
  connection_->run("BEGIN IMMEDIATE");  // makes the write-ahead log, and reads it
  connection_->query("SELECT count(*) FROM sqlite_schema");
  connection_->run("ROLLBACK");
  if (!watch_) watch_.emplace(path_);
  if (checkpoint_right_) connection_->allow_checkpoints(checkpoint_right_);
  seek_checkpoint_right();
}

/// Another process (`gatehouse db`) may hold it for a moment.
void SqliteWriter::seek_checkpoint_right() {
  const auto now = std::chrono::steady_clock::now();
  if (checkpoint_right_ || now - right_sought_ < between_seeking) return;
  right_sought_ = now;
  checkpoint_right_ = FileLock::take(path_, FileLock::Right::checkpoint);
  if (checkpoint_right_) connection_->allow_checkpoints(checkpoint_right_);
}

void SqliteWriter::work() {
  while (const auto durability = queue_.wait_for_one()) {
    finders_.let_go();
    const Batch batch = run_waiting(*durability);
    finders_.go_on();  // before anybody is told
    const bool announced = connection_ && connection_->take_announcement();
    queue_.finish(batch);
    if (announced) listeners_.tell();
  }
}

/// The writes are taken once the transaction has begun, so that those whose time ran out before never run.
SqliteWriter::Batch SqliteWriter::run_waiting(Durability durability) {
  Batch batch;
  try {
    begin(durability);
    batch = queue_.take(most_together, durability);
    run_bodies(batch);
    commit(batch);
  } catch (...) {
    if (batch.empty()) batch = queue_.take(most_waiting, durability);
    fail_all(batch, std::current_exception());
    abandon_connection();
  }
  return batch;
}

/// What it holds in memory after a failure is not to be trusted. The write-ahead log stays, even if nobody
/// else is connected: `watch_` knows it.
void SqliteWriter::abandon_connection() {
  if (connection_) connection_->allow_checkpoints(nullptr);
  connection_.reset();
}

void SqliteWriter::begin(Durability durability) {
  watch_->check();
  if (!connection_) open();
  seek_checkpoint_right();
  use_durability(durability);
  connection_->steer("BEGIN IMMEDIATE");
}

/// Outside of a transaction only; SQLite obeys when it prepares this, so it is not kept as a statement.
void SqliteWriter::use_durability(Durability durability) {
  if (durability == durability_) return;
  connection_->run(durability == Durability::full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
  durability_ = durability;
}

void SqliteWriter::run_bodies(const Batch& batch) {
  const Ambient ambient(database_, *connection_, Ambient::Kind::write);
  for (WaitingWrite* write : batch) {
    run_body(*write, batch.size() == 1);
    if (!connection_->in_transaction()) {  // SQLite has undone all of it: a full disk, a failing one
      throw_outage("the database cannot be used", "a transaction was undone by SQLite");
    }
  }
}

void SqliteWriter::run_body(WaitingWrite& write, bool alone) {
  if (!alone) connection_->steer("SAVEPOINT one");
  try {
    const log::RequestScope request(write.request_id);
    write.kept = write.body(*connection_);
  } catch (...) {
    write.failure = std::current_exception();
  }
  if (alone || !connection_->in_transaction()) return;
  if (!write.kept) connection_->steer("ROLLBACK TO one");
  connection_->steer("RELEASE one");
}

void SqliteWriter::commit(const Batch& batch) {
  if (std::none_of(batch.begin(), batch.end(), [](const WaitingWrite* write) { return write->kept; })) {
    connection_->steer("ROLLBACK");
    connection_->take_announcement();  // of something that is not there now
    return;
  }
  try {
    connection_->steer("COMMIT");
  } catch (...) {
    fail_kept(batch, std::current_exception());
    abandon_connection();
  }
}

}  // namespace gatehouse::sql
