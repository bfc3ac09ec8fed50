#include "platform/audit/chain_key.hpp"

#include <optional>

#include "platform/crypto/keyed_hash.hpp"

namespace gatehouse::audit {
namespace {

/// Absent and empty are two things.
std::string framed(const std::optional<std::string>& text) { return text ? "=" + *text : std::string(); }

std::string framed(const std::optional<std::int64_t>& number) {
  return number ? "=" + std::to_string(*number) : std::string();
}

std::string hash(const crypto::SecretBytes& key, std::string_view kind, const Link& link,
                 const Entry& entry) {
  return crypto::keyed_hash(key, {kind, link.previous, std::to_string(link.position), std::to_string(link.id),
                                  std::to_string(entry.at), entry.what, entry.outcome, framed(entry.user),
                                  framed(entry.address), framed(entry.session), framed(entry.request)});
}

}  // namespace

std::string ChainKey::recorded(const Entry& entry) const { return hash(key_, "recorded", {}, entry); }

std::string ChainKey::chained(const Link& link, const Entry& entry) const {
  return hash(key_, "chained", link, entry);
}

std::string ChainKey::chained_as_foreign(const Link& link, const Entry& entry) const {
  return hash(key_, "foreign", link, entry);
}

std::string ChainKey::mark(std::string_view name, std::int64_t position, std::string_view hash) const {
  return crypto::keyed_hash(key_, {"mark", name, std::to_string(position), hash});
}

}  // namespace gatehouse::audit
