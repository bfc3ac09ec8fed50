#include "server/wiring/writer_lane.hpp"

#include <algorithm>
#include <utility>

namespace gatehouse::server {

WriterLane::WriterLane(sql::Database& database, std::size_t queue, std::chrono::milliseconds deadline)
    : database_(database), queue_(queue), deadline_(deadline) {
  database_.serve(this);
}

bool WriterLane::submit(http::Lane::Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || waiting_.size() >= queue_) {
      ++refused_;
      return false;
    }
    waiting_.push_back({std::move(job), Clock::now()});
  }
  database_.work_arrived();
  return true;
}

void WriterLane::stop() {
  std::deque<Waiting> left;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(stopped_, true)) return;
    left.swap(waiting_);  // ends after the lock
  }
  database_.serve(nullptr);
}

std::size_t WriterLane::take(std::size_t most) {
  std::vector<http::Lane::Job> late;
  std::unique_lock lock(mutex_);
  const auto latest = Clock::now() - deadline_;
  while (!waiting_.empty() && taken_.size() < most) {
    Waiting& next = waiting_.front();
    (next.since < latest ? late : taken_).push_back(std::move(next.job));
    waiting_.pop_front();
  }
  running_ = taken_.size();
  refused_ += late.size();
  lock.unlock();
  for (const http::Lane::Job& job : late) job.refuse();
  return taken_.size();
}

void WriterLane::run(FunctionRef<void()> after_each) {
  for (const http::Lane::Job& job : taken_) {
    job.run();
    after_each();
  }
}

/// A job's end is what sends its reply.
void WriterLane::conclude(const std::exception_ptr& failure) {
  if (failure) {
    for (const http::Lane::Job& job : taken_) job.fail(failure);
  }
  taken_.clear();
  const std::lock_guard lock(mutex_);
  running_ = 0;
}

http::LaneStatus WriterLane::status() const {
  const std::lock_guard lock(mutex_);
  return {waiting_.size(), running_, refused_};
}

}  // namespace gatehouse::server
