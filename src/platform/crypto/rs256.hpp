#pragma once

// RS256 (RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518, 3.3) over OpenSSL, for verifiers that know nothing else.
// Keys are of 3072 bits or more, and a signature is exactly as long as the key's modulus.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/jwk.hpp"
#include "platform/crypto/secret.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY, kept out of this header

namespace gatehouse::crypto {

class EvpContexts;

/// Thread-safe.
class Rs256PublicKey {
 public:
  static constexpr int least_bits = 3072;
  static constexpr int most_bits = 8192;  // so that nobody's key makes verifying dear

  /// Modulus and exponent, big-endian without zeros in front. The exponent is 65537, as everybody's is;
  /// nothing for any other, or for a key that is too short or too long.
  static std::optional<Rs256PublicKey> from_numbers(std::string_view modulus, std::string_view exponent);

  bool verify(std::string_view message, std::string_view signature) const;

  std::size_t signature_size() const { return modulus_.size(); }
  JwkMembers jwk() const;

 private:
  friend class Rs256PrivateKey;
  explicit Rs256PublicKey(evp_pkey_st* key);

  std::string modulus_;
  std::string exponent_;
  std::shared_ptr<EvpContexts> contexts_;
};

/// Thread-safe.
class Rs256PrivateKey {
 public:
  /// Takes a moment: primes are searched.
  static Rs256PrivateKey generate();

  /// Nothing where the octets are no RSA key of our size, or its numbers do not belong together.
  static std::optional<Rs256PrivateKey> from_der(const SecretBytes& der);

  SecretBytes to_der() const;

  std::string sign(std::string_view message) const;

  const Rs256PublicKey& public_key() const { return public_key_; }

 private:
  explicit Rs256PrivateKey(evp_pkey_st* key);

  std::shared_ptr<EvpContexts> contexts_;
  Rs256PublicKey public_key_;
};

}  // namespace gatehouse::crypto
