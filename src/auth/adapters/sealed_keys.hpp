#pragma once

// Keys as they are stored: the private half sealed under the master key, for its own name alone.

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "auth/adapters/sql_signing_keys.hpp"
#include "platform/crypto/sealed_box.hpp"
#include "platform/crypto/signing_key.hpp"

namespace gatehouse::auth::adapters {

/// A stored key cannot be used; the message tells the operator what to do.
class SigningKeyRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thread-safe.
class SealedKeys final : public KeyForge {
 public:
  explicit SealedKeys(crypto::SealedBox box) : box_(std::move(box)) {}

  MadeKey make(std::string_view algorithm) override;

  /// Throws `SigningKeyRefused` where the key was sealed under another master key, or is damaged.
  crypto::SigningKey open(const StoredKey& stored) const;

 private:
  crypto::SealedBox box_;
};

}  // namespace gatehouse::auth::adapters
