#include "platform/crypto/random.hpp"

#include <sodium.h>

#include <stdexcept>

#include "platform/crypto/base64url.hpp"

namespace gatehouse::crypto {

void ready() {
  static const bool is_ready = [] {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    return true;
  }();
  static_cast<void>(is_ready);
}

std::string random_octets(std::size_t count) {
  ready();
  std::string octets(count, '\0');
  randombytes_buf(octets.data(), octets.size());
  return octets;
}

std::uint32_t random_below(std::uint32_t bound) {
  ready();
  return randombytes_uniform(bound);
}

std::string random_token(std::size_t octets) { return to_base64url(random_octets(octets)); }

}  // namespace gatehouse::crypto
