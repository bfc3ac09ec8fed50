#pragma once

// The one secret of an installation: 32 random octets in a file (`master.key`), made at the first start.
// Everything else that must be secret is sealed or keyed under keys derived from it, so servers that share a
// database share this file.

#include <filesystem>
#include <stdexcept>
#include <string>

#include "platform/crypto/secret.hpp"

namespace gatehouse::crypto {

/// The key file or its folder cannot be trusted or read; the message tells the operator what to do.
class KeyFileRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a derived key is for; the numbers are forever.
enum class KeyUse : unsigned {
  sealing = 1,
  verification_codes = 2,
  refresh_tokens = 3,
  client_secrets = 8,
  audit_trail = 9,
  throttles = 10,
  device_tokens = 11,
  recovery = 12,
  backups = 13,
};

/// Thread-safe.
class MasterKey {
 public:
  static constexpr std::size_t size = 32;

  /// Reads the key of that file; makes its folder and those above it (0700) and it (0600, on disk before it
  /// is used) where they are absent, and removes drafts that a crash left. Processes that start together end
  /// with the same key. Throws `KeyFileRefused` for a key file that is a symbolic link, for a file or folder
  /// that somebody else owns or may read, and for a text that is no good key.
  static MasterKey open(const std::filesystem::path& file);

  /// A key of 32 octets, another one for each use; who knows one knows nothing about the others.
  SecretBytes derive(KeyUse use) const;

 private:
  explicit MasterKey(SecretBytes octets) : octets_(std::move(octets)) {}

  SecretBytes octets_;
};

}  // namespace gatehouse::crypto
