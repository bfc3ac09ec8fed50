#pragma once

// Takes what has expired out of its tables, a few rows at a time, so that nobody waits long behind the sweep
// and no table grows for ever.

#include <cstdint>
#include <functional>
#include <vector>

#include "kernel/clock.hpp"

namespace gatehouse::auth {

/// Thread-safe. To be called now and then, by a timer.
class SweepExpired {
 public:
  static constexpr std::int64_t batch = 200;
  static constexpr int most_batches = 50;  // of a table in one call; the rest waits for the next

  /// Deletes at most `limit` rows of one table that expired by `now`, in a transaction of its own; says how
  /// many.
  using Sweep = std::function<std::int64_t(Time now, std::int64_t limit)>;

  explicit SweepExpired(std::vector<Sweep> sweeps) : sweeps_(std::move(sweeps)) {}

  /// How many are gone.
  std::int64_t operator()(Time now);

 private:
  std::vector<Sweep> sweeps_;
};

}  // namespace gatehouse::auth
