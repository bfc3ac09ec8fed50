#pragma once

// The table of signing keys in memory: for tests of the use cases. It is held to the same contract as the one
// in SQL.

#include <algorithm>

#include "auth/app/key_ports.hpp"

namespace gatehouse::testing {

class MemorySigningKeys final : public auth::SigningKeyStore {
 public:
  void take_turn() override { ++turns; }

  auth::KeyRing all() override { return ring; }

  void add(const auth::MadeKey& key, std::int64_t generation, Time created_at, Time signs_from) override {
    ring.push_back({.kid = key.kid,
                    .algorithm = key.algorithm,
                    .generation = generation,
                    .created_at = created_at,
                    .signs_from = signs_from});
  }

  void set_retirement(std::string_view kid, std::optional<Time> at) override { of(kid).retires_at = at; }
  void erase(std::string_view kid) override { of(kid).is_erased = true; }
  void forget(std::string_view kid) override {
    std::erase_if(ring, [&](const auth::KeyRecord& key) { return key.kid == kid; });
  }

  auth::KeyRecord& of(std::string_view kid) { return *std::ranges::find(ring, kid, &auth::KeyRecord::kid); }

  auth::KeyRing ring;
  int turns = 0;
};

/// Keys named "ES256-1", "EdDSA-2", …
class NumberedKeys final : public auth::KeyForge {
 public:
  auth::MadeKey make(std::string_view algorithm) override {
    const std::string kid = std::string(algorithm) + '-' + std::to_string(++made);
    return {.kid = kid, .algorithm = std::string(algorithm), .public_jwk = "{}", .sealed_private = "sealed"};
  }

  int made = 0;
};

}  // namespace gatehouse::testing
