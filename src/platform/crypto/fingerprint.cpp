#include "platform/crypto/fingerprint.hpp"

#include <sodium.h>

#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {
namespace {

using Key = std::array<unsigned char, crypto_shorthash_siphashx24_KEYBYTES>;

const Key& process_key() {
  static const Key key = [] {
    ready();
    Key made{};
    crypto_shorthash_keygen(made.data());
    return made;
  }();
  return key;
}

}  // namespace

Fingerprint fingerprint(std::string_view text) {
  static_assert(sizeof(Fingerprint) == crypto_shorthash_siphashx24_BYTES);
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == crypto_shorthash_KEYBYTES);
  Fingerprint print{};
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(print.data()),
                              reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                              process_key().data());
  return print;
}

}  // namespace gatehouse::crypto
