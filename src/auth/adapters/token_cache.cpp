#include "auth/adapters/token_cache.hpp"

#include <algorithm>

namespace gatehouse::auth::adapters {

TokenCache::TokenCache(std::size_t capacity) {
  for (Shard& shard : shards_) {
    shard.sets.resize(std::max<std::size_t>(1, capacity / (shards * places_in_set)));
  }
}

std::optional<TokenHolder> TokenCache::holder_of(std::string_view token, Verify verify) {
  const crypto::Fingerprint print = crypto::fingerprint(token);
  if (auto known = find(print)) return known;
  const std::uint64_t epoch = epoch_;  // before the keys are asked
  auto holder = verify(token);
  if (holder && holder->session.size() <= longest_name && holder->client_id.size() <= longest_name) {
    keep(print, *holder, epoch);
  }
  return holder;
}

void TokenCache::clear() {
  ++epoch_;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (auto& set : shard.sets) set.reset();
  }
}

std::optional<TokenHolder> TokenCache::find(const crypto::Fingerprint& token) {
  Shard& shard = shard_of(token);
  const std::lock_guard lock(shard.mutex);
  const auto& set = set_of(shard, token);
  if (!set) return std::nullopt;
  for (const Place& place : *set) {
    if (place.holder && place.token == token) return place.holder;
  }
  return std::nullopt;
}

void TokenCache::keep(const crypto::Fingerprint& token, const TokenHolder& holder, std::uint64_t epoch) {
  const auto worth = [](const Place& place) { return place.holder ? place.holder->expires_at : 0; };
  Shard& shard = shard_of(token);
  const std::lock_guard lock(shard.mutex);
  if (epoch != epoch_) return;
  auto& kept = set_of(shard, token);
  if (!kept) kept = std::make_unique<Set>();
  Set& set = *kept;
  // Two threads may verify the same token at once: it takes one place.
  const auto same = std::ranges::find(set, token, &Place::token);
  Place& place = same != set.end() ? *same : *std::ranges::min_element(set, {}, worth);
  place = {token, holder};
}

}  // namespace gatehouse::auth::adapters
