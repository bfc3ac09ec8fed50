#pragma once

// Gives each recorded event its place: the next position, and a keyed hash over itself and the event before.
// That happens a moment after the event's own transaction, so that sign-ins need not wait for each other; and
// by looking every so often, since being told of each would cost them a notification. Several servers share
// the work: one at a time holds the lock.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "kernel/clock.hpp"
#include "platform/audit/chain_key.hpp"
#include "platform/audit/marks.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::audit {

class Chainer {
 public:
  static constexpr std::chrono::milliseconds interval{250};
  static constexpr std::int64_t batch = 256;  // short enough for others not to notice that they wait
  static constexpr std::chrono::hours between_reports{1};

  Chainer(sql::Database& database, const ChainKey& key, const Clock& clock)
      : database_(database), key_(key), clock_(clock) {}
  ~Chainer() { stop(); }

  /// Chains on a thread of its own.
  void start();
  /// Chains what is there and ends the thread.
  void stop();

  /// Chains all that waits; says how many. Throws `ChainBroken` where the end of the chain is not what was
  /// left there, and chains nothing until that is settled (restart.hpp).
  std::int64_t chain();

  /// Whether the last look found the chain broken.
  bool broken() const { return broken_; }

 private:
  void run(const std::stop_token& stop);
  void look();
  void report();
  void complain(std::string_view event, const std::exception& fault);
  std::int64_t chain_batch();

  sql::Database& database_;
  const ChainKey& key_;
  const Clock& clock_;
  Mark head_{};
  Monotonic next_report_{};
  std::int64_t reported_ = 0;
  std::string trouble_;  // the log hears of each once
  std::atomic<bool> broken_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace gatehouse::audit
