#pragma once

// The keyed hashes that hold the trail together. Whoever can write to the database and does not have the key
// can neither make an event nor change one without leaving a trace.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "platform/audit/entry.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::audit {

/// Where an event stands in the chain.
struct Link {
  std::string_view previous;  // the hash of the event before; empty before the first
  std::int64_t position = 0;
  std::int64_t id = 0;  // of the row
};

/// Thread-safe.
class ChainKey {
 public:
  explicit ChainKey(crypto::SecretBytes key) : key_(std::move(key)) {}

  /// Of an event that waits for its place: that it was recorded by a server and not by hand.
  std::string recorded(const Entry& entry) const;
  /// Of an event in its place.
  std::string chained(const Link& link, const Entry& entry) const;
  /// The same for one that was found without the hash that its server gave it.
  std::string chained_as_foreign(const Link& link, const Entry& entry) const;
  /// Of a mark: `head` or `tail`.
  std::string mark(std::string_view name, std::int64_t position, std::string_view hash) const;

 private:
  crypto::SecretBytes key_;
};

}  // namespace gatehouse::audit
