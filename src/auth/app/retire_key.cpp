#include "auth/app/retire_key.hpp"

#include <algorithm>

#include "auth/app/rotate_keys.hpp"

namespace gatehouse::auth {

KeyRetirement RetireKey::operator()(std::string_view kid) {
  return *transactions_.run([&]() -> Result<KeyRetirement> { return retire(kid); });
}

KeyRetirement RetireKey::retire(std::string_view kid) {
  store_.take_turn();
  const Time now = clock_.now();
  const KeyRing ring = store_.all();
  const auto key = std::ranges::find(ring, kid, &KeyRecord::kid);
  if (key == ring.end()) return KeyRetirement::unknown;
  if (is_retired(*key, now)) return KeyRetirement::retired_before;
  if (&*key == signer(ring, now)) return KeyRetirement::signs;
  store_.set_retirement(kid, now);
  store_.erase(kid);
  plan_retirements(store_, now, token_lifetime_);
  audit_.record({.what = "key_retired"});
  return KeyRetirement::retired;
}

}  // namespace gatehouse::auth
