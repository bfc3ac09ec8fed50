#include "auth/adapters/signed_device_tokens.hpp"

#include <algorithm>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/keyed_hash.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::size_t device_octets = 16;
constexpr std::size_t time_octets = 8;
constexpr std::size_t longest_token = 256;

/// In milliseconds, the most significant octet first.
std::string octets_of(Time time) {
  std::string octets(time_octets, '\0');
  auto rest = static_cast<std::uint64_t>(to_millis(time));
  for (std::size_t i = time_octets; i-- > 0; rest >>= 8U) octets[i] = static_cast<char>(rest & 0xFFU);
  return octets;
}

Time time_of(std::string_view octets) {
  std::uint64_t millis = 0;
  for (const char octet : octets) millis = millis << 8U | static_cast<unsigned char>(octet);
  return from_millis(static_cast<std::int64_t>(millis));
}

}  // namespace

std::string SignedDeviceTokens::issue(UserId user, const std::optional<std::string>& device) {
  const auto known = device ? crypto::from_base64url(*device) : std::nullopt;
  const Time now = clock_.now();
  const std::string claims = crypto::to_base64url(known.value_or(crypto::random_octets(device_octets)) +
                                                  octets_of(now) + octets_of(now + lifetime_));
  return claims + "." + seal(user, claims);
}

std::optional<std::string> SignedDeviceTokens::read(UserId user, std::string_view token) {
  const std::size_t point = token.find('.');
  if (point == std::string_view::npos || token.size() > longest_token) return std::nullopt;
  const std::string_view claims = token.substr(0, point);
  if (!crypto::equal_in_constant_time(seal(user, claims), token.substr(point + 1))) return std::nullopt;
  const auto octets = crypto::from_base64url(claims);
  if (!octets || octets->size() != device_octets + 2 * time_octets) return std::nullopt;
  const std::string_view times = std::string_view(*octets).substr(device_octets);
  const Time issued_at = time_of(times.substr(0, time_octets));
  const Time expires_at = time_of(times.substr(time_octets));
  // A lifetime that was shortened since holds for older tokens too.
  if (clock_.now() >= std::min(expires_at, issued_at + lifetime_)) return std::nullopt;
  return crypto::to_base64url(std::string_view(*octets).substr(0, device_octets));
}

std::string SignedDeviceTokens::seal(UserId user, std::string_view claims) const {
  return crypto::keyed_hash(key_, {"device", std::to_string(user.value), claims});
}

}  // namespace gatehouse::auth::adapters
