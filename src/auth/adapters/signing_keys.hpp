#pragma once

// The keys that sign access tokens. They are kept in the database, so that all servers of an installation
// share them, with the private halves sealed under the master key; here they are held parsed for as long as
// the process lives.

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "auth/app/ports.hpp"
#include "kernel/clock.hpp"
#include "platform/crypto/sealed_box.hpp"
#include "platform/crypto/signing_key.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::auth::adapters {

/// A stored key cannot be used; the message tells the operator what to do.
class SigningKeyRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thread-safe: nothing changes after `load`.
class SigningKeys final : public PublishedKeys {
 public:
  /// Reads the keys; makes the first one where there is none. Servers that do so at once end with the same
  /// one. Throws `SigningKeyRefused` where a key cannot be opened: a new one beside it would part the
  /// servers.
  static SigningKeys load(sql::Database& database, const crypto::SealedBox& box, const Clock& clock);

  /// The key that signs, and its name.
  const crypto::SigningKey& active() const { return keys_.at(active_kid_); }
  const std::string& active_kid() const { return active_kid_; }

  /// Nullptr where no key has this name; looks nowhere but in memory.
  const crypto::VerifyingKey* find(std::string_view kid) const;

  /// Public members only.
  std::string document() const override { return document_; }

 private:
  SigningKeys() = default;
  void add(const sql::Row& row, const crypto::SealedBox& box);

  std::map<std::string, crypto::SigningKey, std::less<>> keys_;
  std::string active_kid_;
  std::string document_;
};

}  // namespace gatehouse::auth::adapters
