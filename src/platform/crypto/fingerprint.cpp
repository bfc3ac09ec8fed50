#include "platform/crypto/fingerprint.hpp"

#include <sodium.h>

#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {

Fingerprint fingerprint(std::string_view text) {
  ready();  // which also chooses the fastest code for this processor
  Fingerprint print{};
  crypto_generichash(reinterpret_cast<unsigned char*>(print.data()), sizeof print,
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  return print;
}

}  // namespace gatehouse::crypto
