#pragma once

// The keys that sign and verify, held parsed by each server and read again from the table every few seconds:
// a rotation reaches a server while it runs. Whoever uses a key keeps it for that long, whatever happens to
// the keys meanwhile.

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "auth/adapters/sealed_keys.hpp"
#include "auth/app/key_ports.hpp"
#include "kernel/clock.hpp"
#include "platform/crypto/signing_key.hpp"

namespace gatehouse::auth::adapters {

struct HeldKey {
  std::string kid;
  crypto::SigningKey key;
};

using SharedKey = std::shared_ptr<const HeldKey>;

/// Thread-safe.
class SigningKeys final : public PublishedKeys {
 public:
  /// Reads the keys, of which there must be one. Throws `SigningKeyRefused` where one cannot be opened: a
  /// server that signed with another one would part from the others.
  SigningKeys(SqlSigningKeys& store, const SealedKeys& seal, const Clock& clock);

  /// The key that signs now. Reads the table first where it was not read for long, since a key that retired
  /// meanwhile must not sign. Throws `Unavailable`.
  SharedKey active() const;

  /// Null where no key of this name verifies; looks nowhere but in memory.
  SharedKey find(std::string_view kid) const;

  /// Public members only; keys that do not sign yet are among them.
  std::string document() const override;
  bool is_current() const override;

  /// Reads the table again. A key that cannot be opened is left out, and told in the log once.
  void refresh() const;

  /// Called, after such a reading, where other keys verify than before. Set it before other
  /// threads call `refresh`.
  void on_change(std::function<void()> listener) { on_change_ = std::move(listener); }

 private:
  /// What one reading of the table gave. Never changed.
  struct Reading {
    KeyRing ring;                 // keys that had not retired
    std::vector<SharedKey> keys;  // in the same order
    std::string document;
  };

  std::shared_ptr<const Reading> reading() const;
  std::shared_ptr<const Reading> read(const Reading* before) const;
  SharedKey open(const StoredKey& stored, bool must_open) const;
  void tell_once(const std::string& fault) const;

  SqlSigningKeys& store_;
  const SealedKeys& seal_;
  const Clock& clock_;
  std::function<void()> on_change_ = [] {};

  // What is held of the table, and when the reading of it began. No lock is held while the database is read.
  mutable std::mutex mutex_;
  mutable Monotonic read_at_;
  mutable std::shared_ptr<const Reading> reading_;
  mutable std::set<std::string> told_;
};

}  // namespace gatehouse::auth::adapters
