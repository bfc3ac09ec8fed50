#include "auth/app/maintain_keys.hpp"

#include <algorithm>

namespace gatehouse::auth {
namespace {

bool is_forgettable(const KeyRecord& key, Time now) {
  return key.is_erased && key.retires_at && *key.retires_at + retired_key_memory <= now;
}

}  // namespace

void MaintainKeys::begin() {
  rotate_.where([](const KeyRing& ring, Time now) { return newest(ring, now) == nullptr; }, policy_.algorithm,
                KeyStart::at_once);
}

void MaintainKeys::follow_algorithm() {
  const auto differs = [&](const KeyRing& ring, Time now) {
    const KeyRecord* youngest = newest(ring, now);
    return youngest == nullptr || youngest->algorithm != policy_.algorithm;
  };
  rotate_.where(differs, policy_.algorithm, KeyStart::once_published);
}

void MaintainKeys::operator()() {
  if (policy_.rotation) {
    const auto is_due = [&](const KeyRing& ring, Time now) {
      return is_rotation_due(ring, now, *policy_.rotation);
    };
    rotate_.where(is_due, policy_.algorithm, KeyStart::once_published);
  }
  const Time now = clock_.now();
  const KeyRing ring = store_.all();
  const bool is_settled = std::ranges::all_of(ring, [&](const KeyRecord& key) {
    if (is_retired(key, now)) return key.is_erased && !is_forgettable(key, now);
    return retirement(ring, key, now, policy_.token_lifetime) == key.retires_at;
  });
  if (is_settled) return;
  transactions_.run([&]() -> Result<bool> {
    settle();
    return true;
  });
}

void MaintainKeys::settle() {
  store_.take_turn();
  const Time now = clock_.now();
  plan_retirements(store_, now, policy_.token_lifetime);
  for (const KeyRecord& key : store_.all()) {
    if (is_forgettable(key, now)) {
      store_.forget(key.kid);
    } else if (is_retired(key, now) && !key.is_erased) {
      store_.erase(key.kid);
      audit_.record({.what = "key_retired"});
    }
  }
}

}  // namespace gatehouse::auth
