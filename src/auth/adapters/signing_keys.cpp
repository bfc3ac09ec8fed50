#include "auth/adapters/signing_keys.hpp"

#include <algorithm>

#include "platform/log/log.hpp"

namespace gatehouse::auth::adapters {
namespace {

/// So old may a reading be that a server signs by: with what another clock may be off it stays within the
/// margin.
constexpr std::chrono::seconds longest_blindness = key_margin / 2;

}  // namespace

SigningKeys::SigningKeys(SqlSigningKeys& store, const SealedKeys& seal, const Clock& clock)
    : store_(store), seal_(seal), clock_(clock), read_at_(clock.monotonic()), reading_(read(nullptr)) {
  if (reading_->keys.empty())
    throw SigningKeyRefused("the table signing_keys lost the key that was just written to it");
}

std::shared_ptr<const SigningKeys::Reading> SigningKeys::read(const Reading* before) const {
  const Time now = clock_.now();
  Reading next;
  for (const StoredKey& stored : store_.stored()) {
    if (is_retired(stored.record, now)) continue;
    SharedKey key;
    if (before != nullptr) {
      const auto known = std::ranges::find(before->keys, stored.record.kid, &HeldKey::kid);
      if (known != before->keys.end()) key = *known;
    }
    if (!key) key = open(stored, before == nullptr);
    if (!key) continue;
    next.document += (next.keys.empty() ? "" : ",") + key->key.verifying_key().jwk();
    next.keys.push_back(std::move(key));
    next.ring.push_back(stored.record);
  }
  next.document = R"({"keys":[)" + next.document + "]}";
  return std::make_shared<const Reading>(std::move(next));
}

SharedKey SigningKeys::open(const StoredKey& stored, bool must_open) const {
  try {
    return std::make_shared<const HeldKey>(HeldKey{stored.record.kid, seal_.open(stored)});
  } catch (const SigningKeyRefused& refused) {
    if (must_open) throw;
    tell_once(refused.what());
    return nullptr;
  }
}

void SigningKeys::tell_once(const std::string& fault) const {
  const std::scoped_lock lock(mutex_);
  if (told_.insert(fault).second) log::error("signing_key_left_out", {{"reason", std::string_view(fault)}});
}

void SigningKeys::refresh() const {
  const Monotonic begun = clock_.monotonic();
  const auto before = reading();
  const auto next = read(before.get());
  if (next->keys.empty()) return tell_once("no key in the table signing_keys is good: the last known go on");
  {
    const std::scoped_lock lock(mutex_);
    if (begun < read_at_) return;  // a later reading was quicker
    read_at_ = begun;
    if (next->ring == reading_->ring) return;
    reading_ = next;
  }
  if (next->document == before->document) return;
  log::info("signing_keys_changed", {{"published", static_cast<std::int64_t>(next->keys.size())}});
  on_change_();
}

std::shared_ptr<const SigningKeys::Reading> SigningKeys::reading() const {
  const std::scoped_lock lock(mutex_);
  return reading_;
}

bool SigningKeys::is_current() const {
  const std::scoped_lock lock(mutex_);
  return clock_.monotonic() - read_at_ <= longest_blindness;
}

SharedKey SigningKeys::active() const {
  if (!is_current()) refresh();
  const auto held = reading();
  const KeyRecord* record = signer(held->ring, clock_.now());
  // The last known keys go on where all have retired and no other could be made.
  if (record == nullptr) return held->keys.back();
  return held->keys[static_cast<std::size_t>(record - held->ring.data())];
}

SharedKey SigningKeys::find(std::string_view kid) const {
  const auto held = reading();
  const auto found = std::ranges::find(held->ring, kid, &KeyRecord::kid);
  if (found == held->ring.end() || is_retired(*found, clock_.now())) return nullptr;
  return held->keys[static_cast<std::size_t>(found - held->ring.begin())];
}

std::string SigningKeys::document() const { return reading()->document; }

}  // namespace gatehouse::auth::adapters
