#pragma once

// A fixed set of threads with a bounded queue. A lane that is full, or that could not serve a job before its
// deadline, refuses it at once; so a flood of work of one kind costs only work of that kind, and memory stays
// bounded.

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::http {

/// Where an endpoint's work runs.
enum class LaneName {
  connection,  // a few microseconds: on the connection's own thread
  read,     // one short read of the database: as `connection` where that is inside the program, else `data`
  write,    // one short change of it: together with those of others, else as `data`
  data,     // whatever else touches the database
  hashing,  // whatever hashes a password
};

/// A word that stands in the body of the dearer requests of an endpoint, and the lane that those go to.
struct Detour {
  std::string word;
  LaneName lane = LaneName::hashing;

  /// Also where `body` may spell the word with escapes: better a cheap request among the dear than one of
  /// those among the cheap.
  bool is_for(std::string_view body) const {
    return body.find(word) != body.npos || body.find('\\') != body.npos;
  }
};

struct LaneOptions {
  std::string name;
  std::size_t threads = 1;
  std::size_t queue = 256;                    // jobs that may wait
  std::chrono::milliseconds deadline{5'000};  // a job that waited longer is refused instead of run
  int nice = 0;  // lower priority of its threads, so that hashing leaves room for the rest
  // What waits for a client that hangs up, or closes its side, is withdrawn at once: for work that takes
  // long.
  bool follows_clients = false;
};

struct LaneStatus {
  std::size_t depth = 0;  // jobs that wait
  std::size_t running = 0;
  std::uint64_t refused = 0;
};

/// Thread-safe.
class Lane {
 public:
  struct Job {
    std::function<void()> run;
    std::function<void()> refuse;  // called instead of `run` when the deadline has passed in the queue
    std::function<bool()> abandoned = {};  // true: nobody waits any more, drop it (optional)
    // On a `WriteLane` only: called after or instead of `run` where what it did could not be kept.
    std::function<void(const std::exception_ptr&)> fail = {};
  };

  explicit Lane(LaneOptions options);
  ~Lane();

  /// A job's number, by which it can be withdrawn.
  using Ticket = std::uint64_t;

  /// Nothing, and nothing kept, where the queue is full or the expected wait is beyond the deadline.
  std::optional<Ticket> submit(Job job);

  /// Takes a job out of the queue, as if it had never been there. False where it is not waiting: it has run,
  /// runs, or is about to, because a thread is free for it.
  bool withdraw(Ticket ticket);

  LaneStatus status() const;
  const LaneOptions& options() const;

  /// Runs what is queued, then ends the threads.
  void stop();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace gatehouse::http
