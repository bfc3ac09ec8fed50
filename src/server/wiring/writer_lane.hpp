#pragma once

// The lane of what changes the database in one short step, served by the thread that writes to SQLite: its
// jobs share that thread's commits, and their replies leave after them.

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "platform/http/write_lane.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// Thread-safe.
class WriterLane final : public http::WriteLane, private sql::WriteSource {
 public:
  /// `queue`: jobs that may wait; one that has waited longer than `deadline` is refused instead of run.
  WriterLane(sql::Database& database, std::size_t queue, std::chrono::milliseconds deadline);
  ~WriterLane() override { stop(); }
  WriterLane(const WriterLane&) = delete;
  WriterLane& operator=(const WriterLane&) = delete;

  bool submit(http::Lane::Job job) override;
  /// Drops what waits, after the commit that is under way.
  void stop();

  http::LaneStatus status() const;

 private:
  using Clock = std::chrono::steady_clock;

  struct Waiting {
    http::Lane::Job job;
    Clock::time_point since;
  };

  std::size_t take(std::size_t most) override;
  void run(FunctionRef<void()> after_each) override;
  void conclude(const std::exception_ptr& failure) override;

  sql::Database& database_;
  const std::size_t queue_;
  const std::chrono::milliseconds deadline_;
  std::vector<http::Lane::Job> taken_;  // of the writing thread alone
  mutable std::mutex mutex_;
  std::deque<Waiting> waiting_;
  std::size_t running_ = 0;
  std::uint64_t refused_ = 0;
  bool stopped_ = false;
};

}  // namespace gatehouse::server
