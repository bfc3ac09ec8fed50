#include "platform/crypto/es256.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <array>
#include <string>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/ecdsa_signature.hpp"
#include "platform/crypto/evp_contexts.hpp"
#include "platform/crypto/openssl_key.hpp"
#include "platform/crypto/sha256.hpp"

namespace gatehouse::crypto {
namespace {

constexpr const char* curve = "prime256v1";  // OpenSSL's name of P-256
constexpr std::size_t longest_der_signature = 72;

bool is_on_p256(const EVP_PKEY* key) {
  std::array<char, 32> name{};
  std::size_t length = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), &length) ==
             1 &&
         std::string_view(name.data(), length) == curve;
}

EvpKey key_from_point(std::string_view x, std::string_view y) {
  std::string point = "\x04";  // uncompressed
  point.append(x).append(y);
  const std::array<OSSL_PARAM, 3> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(curve), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  return public_key_from("EC", parameters.data());
}

}  // namespace

Es256PublicKey::Es256PublicKey(std::string x, std::string y, std::shared_ptr<EvpContexts> contexts)
    : x_(std::move(x)), y_(std::move(y)), contexts_(std::move(contexts)) {}

std::optional<Es256PublicKey> Es256PublicKey::from_coordinates(std::string_view x, std::string_view y) {
  if (x.size() != coordinate_size || y.size() != coordinate_size) return std::nullopt;
  EvpKey key = key_from_point(x, y);
  if (!key || !passes(key.get(), &EVP_PKEY_public_check)) return std::nullopt;
  return Es256PublicKey(std::string(x), std::string(y),
                        std::make_shared<EvpContexts>(std::move(key), &EVP_PKEY_verify_init));
}

bool Es256PublicKey::verify(std::string_view message, std::string_view signature) const {
  const auto der = signature_to_der(signature);
  if (!der) return false;
  const std::string digest = sha256(message);
  const int verdict = contexts_->with([&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_verify(context, octets(*der), der->size(), octets(digest), digest.size());
  });
  if (verdict != 1) ERR_clear_error();
  return verdict == 1;
}

JwkMembers Es256PublicKey::jwk() const {
  return {{"kty", "EC"}, {"crv", "P-256"}, {"x", to_base64url(x_)}, {"y", to_base64url(y_)}};
}

Es256PrivateKey Es256PrivateKey::generate() {
  const EvpKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
  if (!key) throw_openssl("cannot make a key");
  return Es256PrivateKey(key.get());
}

Es256PrivateKey::Es256PrivateKey(EVP_PKEY* key)
    : contexts_(std::make_shared<EvpContexts>(share(key), &EVP_PKEY_sign_init)),
      public_key_(number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, Es256PublicKey::coordinate_size),
                  number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, Es256PublicKey::coordinate_size),
                  std::make_shared<EvpContexts>(share(key), &EVP_PKEY_verify_init)) {}

std::optional<Es256PrivateKey> Es256PrivateKey::from_der(const SecretBytes& der) {
  const EvpKey key = from_private_der(EVP_PKEY_EC, der);
  if (!key || !is_on_p256(key.get()) || !passes(key.get(), &EVP_PKEY_check)) return std::nullopt;
  return Es256PrivateKey(key.get());
}

SecretBytes Es256PrivateKey::to_der() const { return to_private_der(contexts_->key()); }

std::string Es256PrivateKey::sign(std::string_view message) const {
  const std::string digest = sha256(message);
  std::array<unsigned char, longest_der_signature> der{};
  std::size_t length = der.size();
  const int done = contexts_->with([&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_sign(context, der.data(), &length, octets(digest), digest.size());
  });
  if (done != 1) throw_openssl("cannot sign");
  return signature_from_der({reinterpret_cast<const char*>(der.data()), length});
}

}  // namespace gatehouse::crypto
