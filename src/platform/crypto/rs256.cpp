#include "platform/crypto/rs256.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/evp_contexts.hpp"
#include "platform/crypto/openssl_key.hpp"
#include "platform/crypto/sha256.hpp"

namespace gatehouse::crypto {
namespace {

constexpr std::string_view usual_exponent{"\x01\x00\x01", 3};

int with_sha256(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
                 EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1
             ? 1
             : 0;
}

int prepare_signing(EVP_PKEY_CTX* context) {
  return EVP_PKEY_sign_init(context) == 1 ? with_sha256(context) : 0;
}

int prepare_verifying(EVP_PKEY_CTX* context) {
  return EVP_PKEY_verify_init(context) == 1 ? with_sha256(context) : 0;
}

bool is_of_our_size(const EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  return EVP_PKEY_is_a(key, "RSA") == 1 && bits >= Rs256PublicKey::least_bits &&
         bits <= Rs256PublicKey::most_bits && number_of(key, OSSL_PKEY_PARAM_RSA_E) == usual_exponent;
}

using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;

Number number_from(std::string_view text) {
  return {BN_bin2bn(octets(text), static_cast<int>(text.size()), nullptr), &BN_free};
}

EvpKey key_from_numbers(std::string_view modulus, std::string_view exponent) {
  const Number n = number_from(modulus);
  const Number e = number_from(exponent);
  const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> builder(OSSL_PARAM_BLD_new(),
                                                                                &OSSL_PARAM_BLD_free);
  if (!n || !e || !builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    throw_openssl("cannot take a public key");
  }
  const std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> parameters(
      OSSL_PARAM_BLD_to_param(builder.get()), &OSSL_PARAM_free);
  return public_key_from("RSA", parameters.get());
}

}  // namespace

Rs256PublicKey::Rs256PublicKey(EVP_PKEY* key)
    : modulus_(number_of(key, OSSL_PKEY_PARAM_RSA_N)),
      exponent_(number_of(key, OSSL_PKEY_PARAM_RSA_E)),
      contexts_(std::make_shared<EvpContexts>(share(key), &prepare_verifying)) {}

std::optional<Rs256PublicKey> Rs256PublicKey::from_numbers(std::string_view modulus,
                                                           std::string_view exponent) {
  constexpr std::size_t octet = 8;
  if (modulus.empty() || modulus.front() == '\0' || modulus.size() > most_bits / octet ||
      exponent != usual_exponent) {
    return std::nullopt;
  }
  const EvpKey key = key_from_numbers(modulus, exponent);
  if (!key || !is_of_our_size(key.get()) || !passes(key.get(), &EVP_PKEY_public_check)) return std::nullopt;
  return Rs256PublicKey(key.get());
}

bool Rs256PublicKey::verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != signature_size()) return false;
  const std::string digest = sha256(message);
  const int verdict = contexts_->with([&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_verify(context, octets(signature), signature.size(), octets(digest), digest.size());
  });
  if (verdict != 1) ERR_clear_error();
  return verdict == 1;
}

JwkMembers Rs256PublicKey::jwk() const {
  return {{"kty", "RSA"}, {"n", to_base64url(modulus_)}, {"e", to_base64url(exponent_)}};
}

Rs256PrivateKey Rs256PrivateKey::generate() {
  const EvpKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{Rs256PublicKey::least_bits}));
  if (!key) throw_openssl("cannot make a key");
  return Rs256PrivateKey(key.get());
}

Rs256PrivateKey::Rs256PrivateKey(EVP_PKEY* key)
    : contexts_(std::make_shared<EvpContexts>(share(key), &prepare_signing)), public_key_(key) {}

std::optional<Rs256PrivateKey> Rs256PrivateKey::from_der(const SecretBytes& der) {
  const EvpKey key = from_private_der(EVP_PKEY_RSA, der);
  if (!key || !is_of_our_size(key.get()) || !passes(key.get(), &EVP_PKEY_check)) return std::nullopt;
  return Rs256PrivateKey(key.get());
}

SecretBytes Rs256PrivateKey::to_der() const { return to_private_der(contexts_->key()); }

std::string Rs256PrivateKey::sign(std::string_view message) const {
  const std::string digest = sha256(message);
  std::string signature(public_key_.signature_size(), '\0');
  std::size_t length = signature.size();
  const int done = contexts_->with([&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_sign(context, reinterpret_cast<unsigned char*>(signature.data()), &length, octets(digest),
                         digest.size());
  });
  if (done != 1 || length != signature.size()) throw_openssl("cannot sign");
  return signature;
}

}  // namespace gatehouse::crypto
