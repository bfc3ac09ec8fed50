#pragma once

// The signing keys in the order of their making, and when each is published, signs and retires. A new key is
// published before it signs, for longer than anybody may keep what was published before; the one before it
// goes on verifying until the last token that it may have signed has expired. So whoever keeps the published
// keys for as long as they may never meets a key that they do not know.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/clock.hpp"

namespace gatehouse::auth {

/// For how long a verifier may keep the published keys: the `max-age` of the JWKS.
inline constexpr std::chrono::seconds published_keys_max_age{300};

/// For every server to learn of a change, and for clocks that are apart.
inline constexpr std::chrono::seconds key_margin{60};

/// For how long a retired key is still listed.
inline constexpr std::chrono::days retired_key_memory{90};

/// What is known of a key without its halves.
struct KeyRecord {
  std::string kid;
  std::string algorithm;
  std::int64_t generation = 0;
  Time created_at;
  Time signs_from;
  std::optional<Time> retires_at{};
  bool is_erased = false;  // the private half is gone, so it is retired whatever the clock says

  friend bool operator==(const KeyRecord&, const KeyRecord&) = default;
};

/// By generation, the oldest first. Keys that nobody retired by hand never leave it empty of usable ones.
using KeyRing = std::vector<KeyRecord>;

bool is_retired(const KeyRecord& key, Time now);

/// The key that signs: the youngest whose time has come. Where a clock was put back before all of them, the
/// oldest. Null where every key has retired.
const KeyRecord* signer(const KeyRing& ring, Time now);

/// The youngest that has not retired, whether it signs already or not; null where every key has retired.
const KeyRecord* newest(const KeyRing& ring, Time now);

/// When a key that is published now may sign.
Time first_signature(Time now);

/// When `key` retires by the keys that follow it: never, where none does. It is never earlier than was said
/// before, since tokens may have been signed for that long.
std::optional<Time> retirement(const KeyRing& ring, const KeyRecord& key, Time now,
                               std::chrono::seconds token_lifetime);

/// The newest key is of that age, or there is none.
bool is_rotation_due(const KeyRing& ring, Time now, std::chrono::seconds interval);

}  // namespace gatehouse::auth
