#pragma once

// ES256 (ECDSA on P-256 with SHA-256, RFC 7518, 3.4) over OpenSSL. Keys are parsed once, contexts are made
// once and kept: a call fetches nothing, since OpenSSL 3.0 takes a global lock for each fetch. Signatures are
// exactly 64 octets, R and S, both above 0 and below the order of the curve; OpenSSL's own form (DER) is
// never taken from outside.

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
class Es256PublicKey {
 public:
  static constexpr std::size_t signature_size = 64;
  static constexpr std::size_t coordinate_size = 32;

  /// Two coordinates of 32 octets; nothing where they are no point of the curve.
  static std::optional<Es256PublicKey> from_coordinates(std::string_view x, std::string_view y);

  bool verify(std::string_view message, std::string_view signature) const;

  const std::string& x() const { return x_; }
  const std::string& y() const { return y_; }

  JwkMembers jwk() const;

 private:
  friend class Es256PrivateKey;
  Es256PublicKey(std::string x, std::string y, std::shared_ptr<EvpContexts> contexts);

  std::string x_;
  std::string y_;
  std::shared_ptr<EvpContexts> contexts_;
};

/// Thread-safe.
class Es256PrivateKey {
 public:
  static Es256PrivateKey generate();

  /// Nothing where the octets are no P-256 key, or its two halves do not belong together.
  static std::optional<Es256PrivateKey> from_der(const SecretBytes& der);

  SecretBytes to_der() const;

  /// 64 octets: R and S.
  std::string sign(std::string_view message) const;

  const Es256PublicKey& public_key() const { return public_key_; }

 private:
  explicit Es256PrivateKey(evp_pkey_st* key);

  std::shared_ptr<EvpContexts> contexts_;
  Es256PublicKey public_key_;
};

}  // namespace gatehouse::crypto
