#include "platform/crypto/sealed_box.hpp"

#include <sodium.h>

#include <stdexcept>
#include <utility>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

SealedBox::SealedBox(SecretBytes key) : key_(std::move(key)) {
  if (key_.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    throw std::logic_error("a box key has 32 octets");
}

std::string SealedBox::seal(const SecretBytes& plain, std::string_view place) const {
  std::string sealed = random_octets(nonce_size);
  sealed.resize(nonce_size + plain.size() + tag_size);
  auto* out = reinterpret_cast<unsigned char*>(sealed.data());
  crypto_aead_xchacha20poly1305_ietf_encrypt(out + nonce_size, nullptr, plain.bytes(), plain.size(),
                                             octets(place), place.size(), nullptr, out, key_.bytes());
  return to_base64url(sealed);
}

std::optional<SecretBytes> SealedBox::open(std::string_view sealed, std::string_view place) const {
  const auto raw = from_base64url(sealed);
  if (!raw || raw->size() < nonce_size + tag_size) return std::nullopt;
  ready();
  SecretBytes plain(raw->size() - nonce_size - tag_size);
  const int fault = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.bytes(), nullptr, nullptr, octets(*raw) + nonce_size, raw->size() - nonce_size, octets(place),
      place.size(), octets(*raw), key_.bytes());
  if (fault != 0) return std::nullopt;
  return plain;
}

}  // namespace gatehouse::crypto
