#include "platform/crypto/sha256.hpp"

#include <sodium.h>

namespace gatehouse::crypto {

std::string sha256(std::string_view octets) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(octets.data()), octets.size());
  return digest;
}

}  // namespace gatehouse::crypto
