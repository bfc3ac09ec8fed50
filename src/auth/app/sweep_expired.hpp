#pragma once

// Takes expired codes out of the table, a few at a time, so that nobody waits long behind the sweep and the
// table does not grow for ever.

#include "auth/app/ports.hpp"

namespace gatehouse::auth {

/// Thread-safe. To be called now and then, by a timer.
class SweepExpired {
 public:
  static constexpr std::int64_t batch = 200;
  static constexpr int most_batches = 50;  // in one call; the rest waits for the next

  explicit SweepExpired(VerificationCodes& codes) : codes_(codes) {}

  /// How many are gone. Each batch is a transaction of its own.
  std::int64_t operator()(Time now);

 private:
  VerificationCodes& codes_;
};

}  // namespace gatehouse::auth
