#include "auth/adapters/revocations.hpp"

#include <algorithm>
#include <mutex>

#include "kernel/unavailable.hpp"

namespace gatehouse::auth::adapters {
namespace {

/// Whether the tokens that an entry concerns have expired by every clock.
bool is_over(Time until, Time now) { return until + clock_leeway < now; }

}  // namespace

void Revocations::session_ended(const std::string& session, UserId, Time until) {
  if (is_over(until, clock_.now())) return;
  Shard& shard = shards_[place_of(session)];
  const std::unique_lock lock(shard.mutex);
  const auto [entry, is_new] = shard.sessions.try_emplace(session, until);
  entry->second = std::max(entry->second, until);
  if (!is_new) return;
  ++size_;
  ++version_;
}

void Revocations::tokens_refused_before(UserId user, std::int64_t not_before, Time until) {
  if (is_over(until, clock_.now())) return;
  Shard& shard = shards_[place_of(user)];
  const std::unique_lock lock(shard.mutex);
  const auto [entry, is_new] = shard.users.try_emplace(user.value, RefusedBefore{not_before, until});
  RefusedBefore& known = entry->second;
  if (!is_new && known.not_before >= not_before && known.until >= until) return;
  known = {std::max(known.not_before, not_before), std::max(known.until, until)};
  if (is_new) ++size_;
  ++version_;
}

bool Revocations::is_revoked(const TokenHolder& holder) {
  expect_fresh();
  return has_ended(holder.session) || is_refused_before(holder.user, holder.issued_at);
}

bool Revocations::has_ended(std::string_view session) const {
  const Shard& shard = shards_[place_of(session)];
  const std::shared_lock lock(shard.mutex);
  return shard.sessions.contains(session);
}

bool Revocations::is_refused_before(UserId user, std::int64_t issued_at) const {
  const Shard& shard = shards_[place_of(user)];
  const std::shared_lock lock(shard.mutex);
  const auto entry = shard.users.find(user.value);
  return entry != shard.users.end() && issued_at < entry->second.not_before;
}

void Revocations::know_all_before(Monotonic moment) { known_before_ = moment.time_since_epoch().count(); }

std::chrono::milliseconds Revocations::age() const {
  const Monotonic known_before{Monotonic::duration{known_before_}};
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock_.monotonic() - known_before);
}

void Revocations::expect_fresh() const {
  if (oldest_view_ && age() > *oldest_view_) {
    throw Unavailable("which sessions have ended elsewhere is not known");
  }
}

RevocationList Revocations::list(Time now) const {
  RevocationList list;
  for (const Shard& shard : shards_) {
    const std::shared_lock lock(shard.mutex);
    for (const auto& [session, until] : shard.sessions) {
      if (until > now) list.sessions.push_back(session);
    }
    for (const auto& [user, refused] : shard.users) {
      if (refused.until > now) list.users.emplace(UserId{user}, refused.not_before);
    }
  }
  std::ranges::sort(list.sessions);
  return list;
}

void Revocations::drop_expired(Time now) {
  Shard& shard = shards_[next_to_drop_++ % shards];
  const std::unique_lock lock(shard.mutex);
  size_ -= std::erase_if(shard.sessions, [&](const auto& entry) { return is_over(entry.second, now); });
  size_ -= std::erase_if(shard.users, [&](const auto& entry) { return is_over(entry.second.until, now); });
}

}  // namespace gatehouse::auth::adapters
