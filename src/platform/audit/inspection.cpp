#include "platform/audit/inspection.hpp"

#include "platform/crypto/keyed_hash.hpp"

namespace gatehouse::audit {

std::optional<Breach> Inspection::step(const Event& event) {
  const std::int64_t next = reached_.position + 1;
  if (event.position != next) return Breach{std::nullopt, next, "is missing"};
  const Link link{reached_.hash, next, event.id};
  const auto is = [&](const std::string& hash) { return crypto::equal_in_constant_time(event.hash, hash); };
  if (is(key_.chained_as_foreign(link, event.entry))) {
    return Breach{event.id, next, "was added or changed by hand before it got its place"};
  }
  if (!is(key_.chained(link, event.entry))) return Breach{event.id, next, "was changed or moved"};
  reached_ = {next, event.hash};
  return std::nullopt;
}

}  // namespace gatehouse::audit
