#pragma once

// Seals what must be stored and not read by whoever steals the storage: XChaCha20-Poly1305 with a random
// nonce. The place it belongs to is sealed along, so that a sealed value cannot be moved to another row.

#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/secret.hpp"

namespace gatehouse::crypto {

/// Thread-safe.
class SealedBox {
 public:
  /// `key` has 32 octets.
  explicit SealedBox(SecretBytes key);

  /// base64url of nonce, ciphertext and tag.
  std::string seal(const SecretBytes& plain, std::string_view place) const;

  /// Nothing where the text was cut, changed, moved, or sealed under another key.
  std::optional<SecretBytes> open(std::string_view sealed, std::string_view place) const;

 private:
  SecretBytes key_;
};

}  // namespace gatehouse::crypto
