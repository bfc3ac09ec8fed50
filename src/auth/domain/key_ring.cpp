#include "auth/domain/key_ring.hpp"

#include <algorithm>

#include "auth/domain/access_token.hpp"

namespace gatehouse::auth {

bool is_retired(const KeyRecord& key, Time now) {
  return key.is_erased || (key.retires_at && *key.retires_at <= now);
}

const KeyRecord* signer(const KeyRing& ring, Time now) {
  const KeyRecord* found = nullptr;
  for (const KeyRecord& key : ring) {
    if (is_retired(key, now)) continue;
    if (found == nullptr || key.signs_from <= now) found = &key;
  }
  return found;
}

const KeyRecord* newest(const KeyRing& ring, Time now) {
  const KeyRecord* found = nullptr;
  for (const KeyRecord& key : ring) {
    if (!is_retired(key, now)) found = &key;
  }
  return found;
}

Time first_signature(Time now) { return now + published_keys_max_age + key_margin; }

std::optional<Time> retirement(const KeyRing& ring, const KeyRecord& key, Time now,
                               std::chrono::seconds token_lifetime) {
  std::optional<Time> last_signature;
  for (const KeyRecord& other : ring) {
    if (other.generation <= key.generation || is_retired(other, now)) continue;
    last_signature = std::min(last_signature.value_or(other.signs_from), other.signs_from);
  }
  if (!last_signature) return std::nullopt;
  const Time retires_at = *last_signature + token_lifetime + clock_leeway + key_margin;
  return std::max(retires_at, key.retires_at.value_or(retires_at));
}

bool is_rotation_due(const KeyRing& ring, Time now, std::chrono::seconds interval) {
  const KeyRecord* youngest = newest(ring, now);
  return youngest == nullptr || now >= youngest->created_at + interval;
}

}  // namespace gatehouse::auth
