#include "platform/sql/write_queue.hpp"

#include <algorithm>
#include <utility>

#include "platform/log/log.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {

void WriteQueue::run(FunctionRef<bool(Connection&)> body, Durability durability) {
  WaitingWrite write{body, durability, log::current_request_id()};
  std::unique_lock lock(mutex_);
  if (closed_) throw_outage("the database is closed", "a write after the end");
  if (waiting_.size() >= most_waiting_) throw_outage("the database is busy", "too many writes wait");
  waiting_.push_back(&write);
  arrived_.notify_one();
  if (!write.finished.wait_for(lock, wait_, [&] { return write.done; })) {
    withdraw(write);
    write.finished.wait(lock, [&] { return write.done; });
  }
  if (write.failure) std::rethrow_exception(write.failure);
}

void WriteQueue::withdraw(WaitingWrite& write) {
  const auto found = std::find(waiting_.begin(), waiting_.end(), &write);
  if (found == waiting_.end()) return;  // it runs already
  waiting_.erase(found);
  throw_outage("the database is busy", "a write could not begin in time");
}

std::optional<Durability> WriteQueue::wait_for_one() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return closed_ || work_arrived_ || !waiting_.empty(); });
  if (closed_) return std::nullopt;
  const bool relaxed =
      !std::exchange(work_arrived_, false) && std::ranges::all_of(waiting_, [](const WaitingWrite* write) {
        return write->durability == Durability::relaxed;
      });
  return relaxed ? Durability::relaxed : Durability::full;
}

void WriteQueue::work_arrived() {
  const std::lock_guard lock(mutex_);
  work_arrived_ = true;
  arrived_.notify_one();
}

std::vector<WaitingWrite*> WriteQueue::take(std::size_t most, Durability durability) {
  const std::lock_guard lock(mutex_);
  std::vector<WaitingWrite*> taken;
  std::erase_if(waiting_, [&](WaitingWrite* write) {
    const bool too_weak = durability == Durability::relaxed && write->durability == Durability::full;
    if (taken.size() == most || too_weak) return false;
    taken.push_back(write);
    return true;
  });
  return taken;
}

void WriteQueue::finish(const std::vector<WaitingWrite*>& writes) {
  const std::lock_guard lock(mutex_);
  for (WaitingWrite* write : writes) {
    write->done = true;
    write->finished.notify_one();  // under the lock: the write is gone as soon as its caller sees `done`
  }
}

void WriteQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (WaitingWrite* write : waiting_) {
    write->failure = std::make_exception_ptr(Outage("the database is closed", "a write at the end"));
    write->done = true;
    write->finished.notify_one();
  }
  waiting_.clear();
  arrived_.notify_all();
}

std::size_t WriteQueue::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace gatehouse::sql
