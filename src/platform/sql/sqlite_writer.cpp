#include "platform/sql/sqlite_writer.hpp"

#include <algorithm>

#include "platform/log/log.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::size_t most_waiting = 1024;
constexpr std::size_t most_together = 128;
constexpr std::chrono::seconds between_seeking{1};

}  // namespace

SqliteWriter::SqliteWriter(std::filesystem::path path, std::chrono::milliseconds wait, std::size_t cache,
                           const void* database, SqliteFinders& finders)
    : path_(std::move(path)),
      wait_(wait),
      cache_(cache),
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
  connection_ = std::make_unique<SqliteConnection>(path_, SqliteConnection::Purpose::write, wait_, cache_);
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

/// The writes are taken once the transaction has begun, so that those whose time ran out before never run.
SqliteWriter::Batch SqliteWriter::run_waiting(Durability durability) {
  const std::lock_guard lock(source_mutex_);
  Group group{.durability = durability};
  std::exception_ptr failure;
  try {
    begin(durability);
    gather(group);
    if (needs_savepoints(group)) run_again(group);
    commit(group);
  } catch (...) {
    failure = std::current_exception();
    abandon_connection();
    if (group.batch.empty()) group.batch = queue_.take(most_waiting, durability);
    if (!group.source_asked && source_ != nullptr) {
      if (auto refused = source_->take(most_waiting)) group.fetched.push_back(std::move(refused));
    }
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
  for (const auto& fetched : group.fetched) fetched->conclude(failure);
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

std::size_t SqliteWriter::Group::size() const {
  std::size_t pieces = batch.size();
  for (const auto& each : fetched) pieces += each->size();
  return pieces;
}

/// What comes while the others run shares their commit too.
void SqliteWriter::gather(Group& group) {
  connection_->use_savepoints(false);
  const Ambient ambient(database_, *connection_, Ambient::Kind::write);
  for (bool more = true; more && group.size() < most_together && !needs_savepoints(group);) {
    const std::size_t before = group.size();
    const std::size_t first = group.batch.size();
    std::ranges::copy(queue_.take(most_together - before, group.durability), std::back_inserter(group.batch));
    run_bodies(group, first);
    if (!needs_savepoints(group)) run_source(group);
    more = group.size() > before;
  }
  const bool cut_short = group.size() >= most_together || needs_savepoints(group);
  if (cut_short && source_ != nullptr) queue_.work_arrived();  // there may be more
}

void SqliteWriter::run_again(Group& group) {
  group.undone_alone = false;
  connection_->take_announcement();
  connection_->steer("ROLLBACK");
  connection_->use_savepoints(true);
  connection_->steer("BEGIN IMMEDIATE");
  const Ambient ambient(database_, *connection_, Ambient::Kind::write);
  run_bodies(group, 0);
  for (const auto& fetched : group.fetched) run_fetched(group, *fetched);
}

/// A single write that is undone takes the transaction with it.
bool SqliteWriter::needs_savepoints(const Group& group) const {
  return connection_->lost_part() || (group.undone_alone && group.size() > 1);
}

void SqliteWriter::run_bodies(Group& group, std::size_t first) {
  for (std::size_t at = first; at < group.batch.size(); ++at) {
    run_body(group, *group.batch[at]);
    expect_transaction();
    if (needs_savepoints(group)) return;
  }
}

/// Where it is gone, SQLite has undone all of it: a full disk, a failing one.
void SqliteWriter::expect_transaction() const {
  if (connection_->in_transaction()) return;
  throw_outage("the database cannot be used", "a transaction was undone by SQLite");
}

void SqliteWriter::run_source(Group& group) {
  const std::size_t room = most_together - std::min(group.size(), most_together);
  if (source_ == nullptr || group.durability != Durability::full || room == 0) return;
  group.source_asked = true;
  auto fetched = source_->take(room);
  if (!fetched) return;
  group.fetched.push_back(std::move(fetched));
  run_fetched(group, *group.fetched.back());
}

/// Where savepoints are needed the rest waits for them.
void SqliteWriter::run_fetched(const Group& group, WriteBatch& fetched) {
  for (std::size_t piece = 0; piece < fetched.size() && !needs_savepoints(group); ++piece) {
    fetched.run(piece);
    expect_transaction();
  }
}

void SqliteWriter::run_body(Group& group, WaitingWrite& write) {
  write.kept = false;
  write.failure = nullptr;
  const std::int64_t before = connection_->changes();
  const bool savepoint = connection_->uses_savepoints();
  if (savepoint) connection_->begin_part();
  try {
    const log::RequestScope request(write.request_id);
    write.kept = write.body(*connection_);
  } catch (...) {
    write.failure = std::current_exception();
  }
  if (!savepoint) {
    group.undone_alone |= !write.kept && connection_->changes() != before;
  } else if (connection_->in_transaction()) {
    write.kept ? connection_->keep_part() : connection_->undo_part();
  }
}

void SqliteWriter::commit(Group& group) {
  group.committing = true;
  const bool any = !group.fetched.empty() ||
                   std::ranges::any_of(group.batch, [](const WaitingWrite* write) { return write->kept; });
  if (!any) connection_->take_announcement();  // of something that is not there now
  connection_->steer(any ? "COMMIT" : "ROLLBACK");
}

}  // namespace gatehouse::sql
