#pragma once

// EdDSA on Ed25519 (RFC 8032, RFC 8037) over libsodium, which takes less than half of OpenSSL's time for it
// and has nothing to fetch. It refuses what the RFC leaves open: S not below the order, points of small
// order, points that are written in another way than one.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/jwk.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::crypto {

/// Thread-safe.
class Ed25519PublicKey {
 public:
  static constexpr std::size_t size = 32;
  static constexpr std::size_t signature_size = 64;

  /// Nothing where the octets are no point that a key could have.
  static std::optional<Ed25519PublicKey> from_octets(std::string_view x);

  bool verify(std::string_view message, std::string_view signature) const;

  const std::string& x() const { return x_; }
  JwkMembers jwk() const;

 private:
  friend class Ed25519PrivateKey;
  explicit Ed25519PublicKey(std::string x) : x_(std::move(x)) {}

  std::string x_;
};

/// Thread-safe.
class Ed25519PrivateKey {
 public:
  static constexpr std::size_t seed_size = 32;

  static Ed25519PrivateKey generate();

  /// Nothing where there are not 32 octets; any 32 are a key.
  static std::optional<Ed25519PrivateKey> from_seed(const SecretBytes& seed);

  SecretBytes to_seed() const;

  /// 64 octets.
  std::string sign(std::string_view message) const;

  const Ed25519PublicKey& public_key() const { return public_key_; }

 private:
  explicit Ed25519PrivateKey(const unsigned char* seed);

  std::shared_ptr<SecretBytes> key_;  // seed and public key, as libsodium signs with
  Ed25519PublicKey public_key_;
};

}  // namespace gatehouse::crypto
