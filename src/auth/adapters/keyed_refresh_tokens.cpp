#include "auth/adapters/keyed_refresh_tokens.hpp"

#include <stdexcept>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/keyed_hash.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::auth::adapters {
namespace {

constexpr std::size_t id_size = 16;
constexpr std::size_t generation_size = 8;
constexpr std::size_t proof_size = 32;
constexpr std::size_t token_size = id_size + generation_size + proof_size;
constexpr std::size_t text_size = (token_size * 8 + 5) / 6;

std::string octets_of(std::string_view base64url) {
  auto octets = crypto::from_base64url(base64url);
  if (!octets) throw std::logic_error("this was to be base64url");
  return std::move(*octets);
}

std::string big_endian(std::int64_t number) {
  std::string octets(generation_size, '\0');
  for (std::size_t i = 0; i < octets.size(); ++i) {
    octets[octets.size() - 1 - i] = static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
  return octets;
}

/// Below zero where the first bit is set, which no generation has.
std::int64_t from_big_endian(std::string_view octets) {
  std::uint64_t number = 0;
  for (const char octet : octets) number = number << 8 | static_cast<unsigned char>(octet);
  return static_cast<std::int64_t>(number);
}

std::string place_of(const std::string& session, std::int64_t generation) {
  return "sessions/" + session + '/' + std::to_string(generation);
}

}  // namespace

std::string KeyedRefreshTokens::seed() { return crypto::random_token(proof_size); }

std::string KeyedRefreshTokens::write(const std::string& session, std::int64_t generation,
                                      const std::string& seed) {
  return crypto::to_base64url(octets_of(session) + big_endian(generation) +
                              octets_of(proof(session, generation, seed)));
}

std::optional<PresentedToken> KeyedRefreshTokens::read(std::string_view text) {
  if (text.size() != text_size) return std::nullopt;
  const auto decoded = crypto::from_base64url(text);
  if (!decoded) return std::nullopt;
  const std::string_view octets = *decoded;
  const auto generation = from_big_endian(octets.substr(id_size, generation_size));
  if (generation < 0) return std::nullopt;
  return PresentedToken{.session = crypto::to_base64url(octets.substr(0, id_size)),
                        .generation = generation,
                        .proof = crypto::to_base64url(octets.substr(id_size + generation_size))};
}

bool KeyedRefreshTokens::is_genuine(const PresentedToken& token, const std::string& seed) {
  return crypto::equal_in_constant_time(token.proof, proof(token.session, token.generation, seed));
}

std::string KeyedRefreshTokens::hash(std::string_view text) {
  return crypto::keyed_hash(key_, {"stored", text});
}

std::string KeyedRefreshTokens::seal(const std::string& access_token, const std::string& session,
                                     std::int64_t generation) {
  return box_.seal(crypto::SecretBytes(access_token), place_of(session, generation));
}

std::string KeyedRefreshTokens::open(const std::string& sealed, const std::string& session,
                                     std::int64_t generation) {
  const auto access_token = box_.open(sealed, place_of(session, generation));
  if (!access_token) throw std::runtime_error("the stored successor of a refresh token is damaged");
  return std::string(access_token->view());
}

std::string KeyedRefreshTokens::proof(const std::string& session, std::int64_t generation,
                                      const std::string& seed) const {
  return crypto::keyed_hash(key_, {"token", session, std::to_string(generation), seed});
}

}  // namespace gatehouse::auth::adapters
