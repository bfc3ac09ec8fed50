#pragma once

// Takes the oldest events away once they were kept long enough, and leaves the sealed mark `tail` in their
// place: the chain then begins there. What does not fit the chain is not taken away, since it is evidence.

#include <chrono>

#include "kernel/clock.hpp"
#include "platform/audit/chain_key.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::audit {

/// Thread-safe. To be called now and then, by a timer.
class Retention {
 public:
  static constexpr std::int64_t batch = 200;
  static constexpr int most_batches = 50;  // in one call; the rest waits for the next

  /// `keep` zero: for ever.
  Retention(sql::Database& database, const ChainKey& key, std::chrono::seconds keep)
      : database_(database), key_(key), keep_(keep) {}

  /// How many are gone. Each batch is a transaction of its own. Throws `ChainBroken`.
  std::int64_t operator()(Time now);

 private:
  std::int64_t remove_batch(Time before);

  sql::Database& database_;
  const ChainKey& key_;
  const std::chrono::seconds keep_;
};

}  // namespace gatehouse::audit
