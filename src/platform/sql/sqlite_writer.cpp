#include "platform/sql/sqlite_writer.hpp"

#include <algorithm>

#include "platform/log/log.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::size_t most_waiting = 1024;
constexpr std::size_t most_together = 64;
constexpr std::chrono::seconds between_seeking{1};

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

void SqliteWriter::serve(WriteSource* source) {
  const std::lock_guard lock(source_mutex_);
  source_ = source;
  if (source != nullptr) queue_.work_arrived();
}

/// The writes are taken once the transaction has begun, so that those whose time ran out before never run;
/// and the source is asked last, so that what came meanwhile shares this commit.
SqliteWriter::Batch SqliteWriter::run_waiting(Durability durability) {
  const std::lock_guard lock(source_mutex_);
  Group group{.durability = durability};
  std::exception_ptr failure;
  try {
    begin(durability);
    group.batch = queue_.take(most_together, durability);
    run_bodies(group.batch);
    run_source(group);
    commit(group);
  } catch (...) {
    failure = std::current_exception();
    abandon_connection();
    if (group.batch.empty()) group.batch = queue_.take(most_waiting, durability);
    if (!group.source_asked && source_ != nullptr) group.fetched = source_->take(most_waiting);
  }
  conclude(group, failure);
  return std::move(group.batch);
}

/// Nobody hears of success before this. Bodies that failed by themselves keep that failure, and those that
/// refused need no commit.
void SqliteWriter::conclude(const Group& group, const std::exception_ptr& failure) {
  for (WaitingWrite* write : group.batch) {
    const bool refused = group.committing && !write->kept;
    if (failure && !write->failure && !refused) write->failure = failure;
  }
  if (group.fetched) group.fetched->conclude(failure);
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
    expect_transaction();
  }
}

/// Where it is gone, SQLite has undone all of it: a full disk, a failing one.
void SqliteWriter::expect_transaction() const {
  if (connection_->in_transaction()) return;
  throw_outage("the database cannot be used", "a transaction was undone by SQLite");
}

void SqliteWriter::run_source(Group& group) {
  if (source_ == nullptr || group.durability != Durability::full) return;
  group.source_asked = true;
  group.fetched = source_->take(most_together);
  if (!group.fetched) return;
  const std::size_t fetched = group.fetched->size();
  if (fetched == most_together) queue_.work_arrived();          // there may be more
  if (group.batch.size() == 1 && !group.batch.front()->kept) {  // it had no savepoint
    connection_->steer("ROLLBACK");
    connection_->steer("BEGIN IMMEDIATE");
  }
  const Ambient ambient(database_, *connection_, Ambient::Kind::write);
  for (std::size_t piece = 0; piece < fetched; ++piece) {
    group.fetched->run(piece);
    expect_transaction();
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

void SqliteWriter::commit(Group& group) {
  group.committing = true;
  const bool any = group.fetched != nullptr ||
                   std::ranges::any_of(group.batch, [](const WaitingWrite* write) { return write->kept; });
  if (!any) connection_->take_announcement();  // of something that is not there now
  connection_->steer(any ? "COMMIT" : "ROLLBACK");
}

}  // namespace gatehouse::sql
