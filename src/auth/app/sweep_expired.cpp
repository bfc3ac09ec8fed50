#include "auth/app/sweep_expired.hpp"

namespace gatehouse::auth {

std::int64_t SweepExpired::operator()(Time now) {
  std::int64_t gone = 0;
  for (const Sweep& sweep : sweeps_) {
    for (int round = 0; round < most_batches; ++round) {
      const auto swept = sweep(now, batch);
      gone += swept;
      if (swept < batch) break;
    }
  }
  return gone;
}

}  // namespace gatehouse::auth
