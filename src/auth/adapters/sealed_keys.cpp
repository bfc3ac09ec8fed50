#include "auth/adapters/sealed_keys.hpp"

namespace gatehouse::auth::adapters {
namespace {

/// What a key is sealed for, so that a sealed key cannot be moved under another name.
std::string place_of(std::string_view kid) { return "signing_keys/" + std::string(kid); }

}  // namespace

MadeKey SealedKeys::make(std::string_view algorithm) {
  const auto known = crypto::algorithm_named(algorithm);
  if (!known) throw std::logic_error("no key is made for this algorithm: " + std::string(algorithm));
  auto key = crypto::SigningKey::generate(*known);
  // Operators name a key on command lines, where a dash would begin an option.
  while (key.verifying_key().thumbprint().starts_with('-')) key = crypto::SigningKey::generate(*known);
  const std::string kid = key.verifying_key().thumbprint();
  return {.kid = kid,
          .algorithm = std::string(algorithm),
          .public_jwk = key.verifying_key().jwk(),
          .sealed_private = box_.seal(key.private_form(), place_of(kid))};
}

crypto::SigningKey SealedKeys::open(const StoredKey& stored) const {
  const std::string& kid = stored.record.kid;
  const auto form = box_.open(stored.sealed_private, place_of(kid));
  if (!form) {
    throw SigningKeyRefused(
        "signing key " + kid +
        " was sealed under another master key or is damaged: put the master.key back that belongs to "
        "this database, or empty the table signing_keys to start with a new key (members sign in again)");
  }
  const auto algorithm = crypto::algorithm_named(stored.record.algorithm);
  auto key = algorithm ? crypto::SigningKey::from_private_form(*algorithm, *form) : std::nullopt;
  if (!key || key->verifying_key().thumbprint() != kid || key->verifying_key().jwk() != stored.public_jwk) {
    throw SigningKeyRefused("signing key " + kid +
                            " is damaged: restore the table signing_keys from a backup, or empty "
                            "it to start with a new key (members sign in again)");
  }
  return std::move(*key);
}

}  // namespace gatehouse::auth::adapters
