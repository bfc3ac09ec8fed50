#include "platform/crypto/es256.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <sodium.h>

#include <array>
#include <string>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/ecdsa_signature.hpp"
#include "platform/crypto/evp_contexts.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {
namespace {

constexpr const char* curve = "prime256v1";  // OpenSSL's name of P-256
constexpr std::size_t longest_der_signature = 72;

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// libsodium's: nothing to fetch.
Digest sha256(std::string_view text) {
  Digest digest{};
  crypto_hash_sha256(digest.data(), octets(text), text.size());
  return digest;
}

EvpKey share(EVP_PKEY* key) {
  EVP_PKEY_up_ref(key);
  return EvpKey(key);
}

std::string coordinate(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw_openssl("cannot read a public key");
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> owned(number, &BN_free);
  std::array<unsigned char, Es256PublicKey::coordinate_size> written{};
  if (BN_bn2binpad(number, written.data(), static_cast<int>(written.size())) !=
      static_cast<int>(written.size())) {
    throw_openssl("cannot read a public key");
  }
  return {reinterpret_cast<const char*>(written.data()), written.size()};
}

bool is_on_p256(const EVP_PKEY* key) {
  std::array<char, 32> name{};
  std::size_t length = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), &length) ==
             1 &&
         std::string_view(name.data(), length) == curve;
}

bool passes(EVP_PKEY* key, int (*check)(EVP_PKEY_CTX*)) {
  const EvpContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  const bool passed = context && check(context.get()) == 1;
  ERR_clear_error();
  return passed;
}

EvpKey key_from_point(std::string_view x, std::string_view y) {
  std::string point = "\x04";  // uncompressed
  point.append(x).append(y);
  const std::array<OSSL_PARAM, 3> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(curve), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  const EvpContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY,
                        const_cast<OSSL_PARAM*>(parameters.data())) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return EvpKey(key);
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
  const Digest digest = sha256(message);
  const int verdict = contexts_->with([&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_verify(context, octets(*der), der->size(), digest.data(), digest.size());
  });
  if (verdict != 1) ERR_clear_error();
  return verdict == 1;
}

std::string Es256PublicKey::thumbprint() const {
  const Digest digest = sha256(R"({"crv":"P-256","kty":"EC","x":")" + to_base64url(x_) + R"(","y":")" +
                               to_base64url(y_) + R"("})");
  return to_base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Es256PrivateKey Es256PrivateKey::generate() {
  const EvpKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
  if (!key) throw_openssl("cannot make a key");
  return Es256PrivateKey(key.get());
}

Es256PrivateKey::Es256PrivateKey(EVP_PKEY* key)
    : contexts_(std::make_shared<EvpContexts>(share(key), &EVP_PKEY_sign_init)),
      public_key_(coordinate(key, OSSL_PKEY_PARAM_EC_PUB_X), coordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y),
                  std::make_shared<EvpContexts>(share(key), &EVP_PKEY_verify_init)) {}

std::optional<Es256PrivateKey> Es256PrivateKey::from_der(const SecretBytes& der) {
  const unsigned char* next = der.bytes();
  const EvpKey key(d2i_PrivateKey(EVP_PKEY_EC, nullptr, &next, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!key || next != der.bytes() + der.size()) return std::nullopt;
  if (!is_on_p256(key.get()) || !passes(key.get(), &EVP_PKEY_check)) return std::nullopt;
  return Es256PrivateKey(key.get());
}

SecretBytes Es256PrivateKey::to_der() const {
  unsigned char* written = nullptr;
  const int length = i2d_PrivateKey(contexts_->key(), &written);
  if (length <= 0) throw_openssl("cannot write a key");
  SecretBytes der(std::string_view(reinterpret_cast<const char*>(written), static_cast<std::size_t>(length)));
  OPENSSL_clear_free(written, static_cast<std::size_t>(length));
  return der;
}

std::string Es256PrivateKey::sign(std::string_view message) const {
  const Digest digest = sha256(message);
  std::array<unsigned char, longest_der_signature> der{};
  std::size_t length = der.size();
  const int done = contexts_->with([&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_sign(context, der.data(), &length, digest.data(), digest.size());
  });
  if (done != 1) throw_openssl("cannot sign");
  return signature_from_der({reinterpret_cast<const char*>(der.data()), length});
}

}  // namespace gatehouse::crypto
