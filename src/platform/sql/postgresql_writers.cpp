#include "platform/sql/postgresql_writers.hpp"

#include <exception>
#include <utility>

#include "platform/log/log.hpp"

namespace gatehouse::sql {

void PostgresqlWriters::serve(WriteSource* source) {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  threads_.clear();
  if (source == nullptr) return;
  stopping_ = false;
  work_arrived_ = true;
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this, source] { work(*source); });
}

void PostgresqlWriters::work_arrived() {
  const std::lock_guard lock(mutex_);
  work_arrived_ = true;
  arrived_.notify_one();
}

void PostgresqlWriters::work(WriteSource& source) {
  Fibers fibers;
  while (wait()) {
    try {
      const auto batch = source.take(most_together);
      if (!batch) continue;
      if (batch->size() == most_together) work_arrived();  // there may be more
      write_(*batch, fibers);
    } catch (const std::exception& failure) {
      log::error("write_group_failed", {{"reason", std::string_view(failure.what())}});
    }
  }
}

/// False at the end.
bool PostgresqlWriters::wait() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return stopping_ || work_arrived_; });
  return !stopping_ && std::exchange(work_arrived_, false);
}

}  // namespace gatehouse::sql
