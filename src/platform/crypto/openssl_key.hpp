#pragma once

// What the kinds of key that OpenSSL holds have in common: their numbers, their private form, and checks that
// a key is whole.

#include <openssl/core.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/evp_contexts.hpp"
#include "platform/crypto/secret.hpp"

namespace gatehouse::crypto {

inline const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// One more owner of the key.
EvpKey share(EVP_PKEY* key);

/// A number of the key, big-endian, with zeros in front up to `width` octets; without a width as short as it
/// is.
std::string number_of(const EVP_PKEY* key, const char* name, std::optional<std::size_t> width = {});

/// `EVP_PKEY_check` and its like.
bool passes(EVP_PKEY* key, int (*check)(EVP_PKEY_CTX*));

/// Null where the numbers make no public key of that type.
EvpKey public_key_from(const char* type, const OSSL_PARAM* parameters);

/// The private key in its traditional DER form.
SecretBytes to_private_der(EVP_PKEY* key);

/// Null where the octets are no key of that type (`EVP_PKEY_EC`, …), or more than one.
EvpKey from_private_der(int type, const SecretBytes& der);

}  // namespace gatehouse::crypto
