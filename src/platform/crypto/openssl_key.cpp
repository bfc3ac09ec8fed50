#include "platform/crypto/openssl_key.hpp"

#include <openssl/bn.h>
#include <openssl/err.h>

#include <memory>

namespace gatehouse::crypto {

EvpKey share(EVP_PKEY* key) {
  EVP_PKEY_up_ref(key);
  return EvpKey(key);
}

std::string number_of(const EVP_PKEY* key, const char* name, std::optional<std::size_t> width) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw_openssl("cannot read a public key");
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> owned(number, &BN_free);
  const int length = width ? static_cast<int>(*width) : BN_num_bytes(number);
  std::string written(static_cast<std::size_t>(length), '\0');
  if (BN_bn2binpad(number, reinterpret_cast<unsigned char*>(written.data()), length) != length)
    throw_openssl("cannot read a public key");
  return written;
}

bool passes(EVP_PKEY* key, int (*check)(EVP_PKEY_CTX*)) {
  const EvpContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  const bool passed = context && check(context.get()) == 1;
  ERR_clear_error();
  return passed;
}

EvpKey public_key_from(const char* type, const OSSL_PARAM* parameters) {
  const EvpContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(parameters)) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return EvpKey(key);
}

SecretBytes to_private_der(EVP_PKEY* key) {
  unsigned char* written = nullptr;
  const int length = i2d_PrivateKey(key, &written);
  if (length <= 0) throw_openssl("cannot write a key");
  SecretBytes der(std::string_view(reinterpret_cast<const char*>(written), static_cast<std::size_t>(length)));
  OPENSSL_clear_free(written, static_cast<std::size_t>(length));
  return der;
}

EvpKey from_private_der(int type, const SecretBytes& der) {
  const unsigned char* next = der.bytes();
  EvpKey key(d2i_PrivateKey(type, nullptr, &next, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!key || next != der.bytes() + der.size()) return nullptr;
  return key;
}

}  // namespace gatehouse::crypto
