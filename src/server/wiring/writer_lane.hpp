#pragma once

// The lane of what changes the database in one short step, served by the threads that write for everybody:
// its jobs share their commits, and replies leave after them.

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

#include "platform/http/lane.hpp"
#include "platform/http/write_lane.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// Thread-safe.
class WriterLane final : public http::WriteLane, private sql::WriteSource {
 public:
  /// `apart` outlives this, and runs what cannot be done together with others. `queue`: jobs that may wait;
  /// one that has waited longer than `deadline` is refused instead of run.
  WriterLane(sql::Database& database, http::Lane& apart, std::size_t queue,
             std::chrono::milliseconds deadline);
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
  class Batch;

  std::unique_ptr<sql::WriteBatch> take(std::size_t most) override;
  void run_apart(http::Lane::Job job);
  void note_end(std::size_t jobs);

  sql::Database& database_;
  http::Lane& apart_;
  const std::size_t queue_;
  const std::chrono::milliseconds deadline_;
  mutable std::mutex mutex_;
  std::deque<Waiting> waiting_;
  std::size_t running_ = 0;
  std::uint64_t refused_ = 0;
  bool stopped_ = false;
};

}  // namespace gatehouse::server
