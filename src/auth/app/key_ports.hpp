#pragma once

// What the care of the signing keys needs from the world.

#include <optional>
#include <string>
#include <string_view>

#include "auth/domain/key_ring.hpp"

namespace gatehouse::auth {

/// A key that was just made, as it is stored: the private half sealed.
struct MadeKey {
  std::string kid;
  std::string algorithm;
  std::string public_jwk;
  std::string sealed_private;
};

/// Makes keys. It may take a moment, so never inside a transaction.
class KeyForge {
 public:
  virtual ~KeyForge() = default;
  /// `algorithm`: `ES256`, `EdDSA` or `RS256`.
  virtual MadeKey make(std::string_view algorithm) = 0;
};

/// The keys of an installation, shared by its servers. Every call joins the transaction of its thread. Throws
/// `Unavailable`.
class SigningKeyStore {
 public:
  virtual ~SigningKeyStore() = default;

  /// Whoever changes the keys does so one after another: held until the transaction ends.
  virtual void take_turn() = 0;

  virtual KeyRing all() = 0;
  virtual void add(const MadeKey& key, std::int64_t generation, Time created_at, Time signs_from) = 0;
  virtual void set_retirement(std::string_view kid, std::optional<Time> at) = 0;
  /// Erases the private half.
  virtual void erase(std::string_view kid) = 0;
  virtual void forget(std::string_view kid) = 0;
};

/// The public halves of the signing keys, as a JWK set (RFC 7517, 5).
class PublishedKeys {
 public:
  virtual ~PublishedKeys() = default;
  virtual std::string document() const = 0;
  /// False where a newer key may be out that this server could not learn of: then nobody should keep the
  /// document.
  virtual bool is_current() const = 0;
};

}  // namespace gatehouse::auth
