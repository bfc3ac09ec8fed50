#include "auth/app/rotate_keys.hpp"

namespace gatehouse::auth {

KeyRecord RotateKeys::operator()(std::string_view algorithm, KeyStart start) {
  return *where([](const KeyRing&, Time) { return true; }, algorithm, start);
}

std::optional<KeyRecord> RotateKeys::where(Wanted wanted, std::string_view algorithm, KeyStart start) {
  if (!wanted(store_.all(), clock_.now())) return std::nullopt;
  const MadeKey made = forge_.make(algorithm);
  const auto added = transactions_.run([&]() -> Result<std::optional<KeyRecord>> {
    store_.take_turn();
    const KeyRing ring = store_.all();
    if (!wanted(ring, clock_.now())) return std::nullopt;
    return add(made, ring, start);
  });
  return *added;
}

KeyRecord RotateKeys::add(const MadeKey& made, const KeyRing& ring, KeyStart start) {
  const Time now = clock_.now();
  KeyRecord key{.kid = made.kid,
                .algorithm = made.algorithm,
                .generation = ring.empty() ? 1 : ring.back().generation + 1,
                .created_at = now,
                .signs_from = start == KeyStart::at_once ? now : first_signature(now)};
  // Alone, it signs whatever becomes of the clock.
  if (signer(ring, now) == nullptr) key.signs_from = Time{};
  store_.add(made, key.generation, key.created_at, key.signs_from);
  plan_retirements(store_, now, token_lifetime_);
  if (!ring.empty()) audit_.record({.what = "key_rotated"});
  return key;
}

void plan_retirements(SigningKeyStore& store, Time now, std::chrono::seconds token_lifetime) {
  const KeyRing ring = store.all();
  for (const KeyRecord& key : ring) {
    if (is_retired(key, now)) continue;
    const auto retires_at = retirement(ring, key, now, token_lifetime);
    if (retires_at != key.retires_at) store.set_retirement(key.kid, retires_at);
  }
}

}  // namespace gatehouse::auth
