#include "platform/crypto/ed25519.hpp"

#include <sodium.h>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {
namespace {

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::optional<Ed25519PublicKey> Ed25519PublicKey::from_octets(std::string_view x) {
  ready();
  if (x.size() != size || crypto_core_ed25519_is_valid_point(octets(x)) != 1) return std::nullopt;
  return Ed25519PublicKey(std::string(x));
}

bool Ed25519PublicKey::verify(std::string_view message, std::string_view signature) const {
  return signature.size() == signature_size &&
         crypto_sign_ed25519_verify_detached(octets(signature), octets(message), message.size(),
                                             octets(x_)) == 0;
}

JwkMembers Ed25519PublicKey::jwk() const {
  return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(x_)}};
}

Ed25519PrivateKey Ed25519PrivateKey::generate() {
  std::string octets = random_octets(seed_size);
  const SecretBytes seed{std::string_view(octets)};
  erase(octets);
  return Ed25519PrivateKey(seed.bytes());
}

Ed25519PrivateKey::Ed25519PrivateKey(const unsigned char* seed)
    : key_(std::make_shared<SecretBytes>(std::size_t{crypto_sign_ed25519_SECRETKEYBYTES})),
      public_key_(std::string(Ed25519PublicKey::size, '\0')) {
  ready();
  crypto_sign_ed25519_seed_keypair(reinterpret_cast<unsigned char*>(public_key_.x_.data()), key_->bytes(),
                                   seed);
}

std::optional<Ed25519PrivateKey> Ed25519PrivateKey::from_seed(const SecretBytes& seed) {
  if (seed.size() != seed_size) return std::nullopt;
  return Ed25519PrivateKey(seed.bytes());
}

SecretBytes Ed25519PrivateKey::to_seed() const {
  return SecretBytes(key_->view().substr(0, seed_size));  // libsodium's form begins with it
}

std::string Ed25519PrivateKey::sign(std::string_view message) const {
  std::string signature(Ed25519PublicKey::signature_size, '\0');
  crypto_sign_ed25519_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, octets(message),
                               message.size(), key_->bytes());
  return signature;
}

}  // namespace gatehouse::crypto
