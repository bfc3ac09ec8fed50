#include "server/wiring/writer_lane.hpp"

#include <utility>
#include <vector>

namespace gatehouse::server {

/// A job's end is what sends its reply.
class WriterLane::Batch final : public sql::WriteBatch {
 public:
  Batch(WriterLane& lane, std::vector<http::Lane::Job> jobs) : lane_(lane), jobs_(std::move(jobs)) {}
  ~Batch() override { lane_.note_end(jobs_.size()); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  std::size_t size() const override { return jobs_.size(); }
  void run(std::size_t piece) override { jobs_[piece].run(); }
  void conclude(const std::exception_ptr& failure) override {
    if (!failure) return;
    for (const http::Lane::Job& job : jobs_) job.fail(failure);
  }
  void run_apart() override {
    for (http::Lane::Job& job : jobs_) lane_.run_apart(std::move(job));
  }

 private:
  WriterLane& lane_;
  std::vector<http::Lane::Job> jobs_;
};

WriterLane::WriterLane(sql::Database& database, http::Lane& apart, std::size_t queue,
                       std::chrono::milliseconds deadline)
    : database_(database), apart_(apart), queue_(queue), deadline_(deadline) {
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

std::unique_ptr<sql::WriteBatch> WriterLane::take(std::size_t most) {
  std::vector<http::Lane::Job> taken;
  std::vector<http::Lane::Job> late;
  std::unique_lock lock(mutex_);
  const auto latest = Clock::now() - deadline_;
  while (!waiting_.empty() && taken.size() < most) {
    Waiting& next = waiting_.front();
    (next.since < latest ? late : taken).push_back(std::move(next.job));
    waiting_.pop_front();
  }
  running_ += taken.size();
  refused_ += late.size();
  lock.unlock();
  for (const http::Lane::Job& job : late) job.refuse();
  if (taken.empty()) return nullptr;
  return std::make_unique<Batch>(*this, std::move(taken));
}

void WriterLane::run_apart(http::Lane::Job job) {
  const auto refuse = job.refuse;
  if (!apart_.submit(std::move(job))) refuse();
}

void WriterLane::note_end(std::size_t jobs) {
  const std::lock_guard lock(mutex_);
  running_ -= jobs;
}

http::LaneStatus WriterLane::status() const {
  const std::lock_guard lock(mutex_);
  return {waiting_.size(), running_, refused_};
}

}  // namespace gatehouse::server
