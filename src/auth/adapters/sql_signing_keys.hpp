#pragma once

// The table of signing keys: shared by all servers of a database, so that they sign with the same key and
// publish the same ones.

#include <string>
#include <vector>

#include "auth/app/key_ports.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

/// A key with its halves, the private one sealed.
struct StoredKey {
  KeyRecord record;
  std::string public_jwk;
  std::string sealed_private;
};

/// Thread-safe.
class SqlSigningKeys final : public SigningKeyStore {
 public:
  explicit SqlSigningKeys(sql::Database& database) : database_(database) {}

  void take_turn() override;
  KeyRing all() override;
  void add(const MadeKey& key, std::int64_t generation, Time created_at, Time signs_from) override;
  void set_retirement(std::string_view kid, std::optional<Time> at) override;
  void erase(std::string_view kid) override;
  void forget(std::string_view kid) override;

  /// By generation, the oldest first.
  std::vector<StoredKey> stored();

 private:
  sql::Database& database_;
};

}  // namespace gatehouse::auth::adapters
