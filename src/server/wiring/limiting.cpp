#include "server/wiring/limiting.hpp"

namespace gatehouse::server {

using auth::LimitName;

Limiting::Limiting(sql::Database& database, const crypto::MasterKey& master_key, const auth::Limits& limits,
                   const Clock& clock)
    : counters_(database, clock, master_key.derive(crypto::KeyUse::throttles),
                {.enforced = limits.enforced, .most_rows = limits[LimitName::rows]}),
      sign_ins_(counters_, limits),
      devices_(master_key.derive(crypto::KeyUse::device_tokens), limits.duration(LimitName::device_lifetime),
               clock),
      code_requests_(counters_, limits),
      guesses_(counters_, limits),
      sign_ups_(counters_, {.most = limits[LimitName::sign_up_conflicts],
                            .window = limits.duration(LimitName::guess_window)}) {}

}  // namespace gatehouse::server
