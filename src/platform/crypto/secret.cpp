#include "platform/crypto/secret.hpp"

#include <sodium.h>

#include <utility>

namespace gatehouse::crypto {

SecretBytes::~SecretBytes() { sodium_memzero(octets_.data(), octets_.size()); }

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    sodium_memzero(octets_.data(), octets_.size());
    octets_ = std::exchange(other.octets_, {});
  }
  return *this;
}

void erase(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace gatehouse::crypto
