#pragma once

// One word for the keys that sign tokens, whatever their algorithm. A key has exactly one algorithm and
// verifies nothing under another (RFC 8725, 3.1); nothing that is signed ever chooses it.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/crypto/ed25519.hpp"
#include "platform/crypto/es256.hpp"
#include "platform/crypto/rs256.hpp"

namespace gatehouse::crypto {

enum class SigningAlgorithm { es256, eddsa, rs256 };

inline constexpr std::array signing_algorithms{SigningAlgorithm::es256, SigningAlgorithm::eddsa,
                                               SigningAlgorithm::rs256};

/// As JOSE calls it: `ES256`, `EdDSA`, `RS256`.
std::string_view name_of(SigningAlgorithm algorithm);
/// Exactly by its name; case counts.
std::optional<SigningAlgorithm> algorithm_named(std::string_view name);

/// The public half. Thread-safe.
class VerifyingKey {
 public:
  using Kind = std::variant<Es256PublicKey, Ed25519PublicKey, Rs256PublicKey>;

  VerifyingKey(Kind key) : key_(std::move(key)) {}

  SigningAlgorithm algorithm() const { return static_cast<SigningAlgorithm>(key_.index()); }
  bool verify(std::string_view message, std::string_view signature) const;

  /// RFC 7638, base64url: what names the key.
  std::string thumbprint() const;
  /// With `use`, `alg` and `kid`; nothing private.
  std::string jwk() const;

 private:
  Kind key_;  // in the order of SigningAlgorithm
};

/// Thread-safe.
class SigningKey {
 public:
  using Kind = std::variant<Es256PrivateKey, Ed25519PrivateKey, Rs256PrivateKey>;

  SigningKey(Kind key);

  static SigningKey generate(SigningAlgorithm algorithm);

  /// What `private_form` gave for a key of that algorithm; nothing for anything else.
  static std::optional<SigningKey> from_private_form(SigningAlgorithm algorithm, const SecretBytes& form);

  /// To be sealed.
  SecretBytes private_form() const;

  std::string sign(std::string_view message) const;

  SigningAlgorithm algorithm() const { return verifying_key_.algorithm(); }
  const VerifyingKey& verifying_key() const { return verifying_key_; }

 private:
  Kind key_;
  VerifyingKey verifying_key_;
};

}  // namespace gatehouse::crypto
