#include "platform/crypto/keyed_hash.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {
namespace {

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::array<unsigned char, 8> big_endian(std::uint64_t number) {
  std::array<unsigned char, 8> written{};
  for (std::size_t i = 0; i < written.size(); ++i) {
    written[written.size() - 1 - i] = static_cast<unsigned char>(number >> (8 * i));
  }
  return written;
}

}  // namespace

std::string keyed_hash(const SecretBytes& key, std::initializer_list<std::string_view> parts) {
  ready();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.bytes(), key.size());
  for (const std::string_view part : parts) {
    const auto length = big_endian(part.size());
    crypto_auth_hmacsha256_update(&state, length.data(), length.size());
    crypto_auth_hmacsha256_update(&state, octets(part), part.size());
  }
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
  crypto_auth_hmacsha256_final(&state, hash.data());
  sodium_memzero(&state, sizeof state);
  return to_base64url({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace gatehouse::crypto
