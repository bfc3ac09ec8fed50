#pragma once

// How a server learns of sessions that others on the same database have ended: it reads the rows that are
// new, four times a second. An id is given before its row is committed, so a row may turn up below ids that
// have been read already: each look starts again at what was the end 30 seconds ago, which is longer than any
// transaction here may take. To apply a row twice does nothing.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "auth/adapters/revocations.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

class RevocationPoll {
 public:
  static constexpr std::chrono::milliseconds interval{250};
  static constexpr std::chrono::seconds overlap{30};

  RevocationPoll(sql::Database& database, Revocations& revocations, const Clock& clock)
      : database_(database), revocations_(revocations), clock_(clock) {}
  ~RevocationPoll() { stop(); }

  /// Reads all there is. Before anything is asked of `Revocations`; throws where it cannot.
  void load();

  /// Looks every `interval` from now on. What cannot be read is told once, and tried again.
  void start();
  void stop();

  /// One look. Throws where the database cannot serve.
  void look();

 private:
  struct Seen {
    Monotonic at;
    std::int64_t last = 0;
  };

  void run(const std::stop_token& stop);
  void look_and_tell();
  std::int64_t read_above(std::int64_t id);
  void move_start(Seen seen);

  sql::Database& database_;
  Revocations& revocations_;
  const Clock& clock_;
  std::int64_t start_ = 0;  // each look reads the rows above this id
  std::deque<Seen> seen_;   // where looks within the overlap ended
  bool in_trouble_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace gatehouse::auth::adapters
