#include "platform/crypto/rs256.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <thread>
#include <vector>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/openssl_key.hpp"

namespace gatehouse::crypto {
namespace {

/// openssl genrsa -traditional 3072 | openssl rsa -traditional -outform DER
constexpr std::string_view known_key =
    "MIIG4wIBAAKCAYEAmHFyPVVQhTevHgsj8MLMZPMfxBViIPXLAFiPLhR4Z7-r5qRjb94R9miTxxncigLibQ-RI2WjfQ7DjIiF"
    "dslp4I7PKRt_KC1FBflcRC1Q1io0lQogW1aZN_u7VyFqJZUIiGVQNa8cBOvG8Rp9AoIwNOMXFfonUG7YkauorqMqXrYC5L3x"
    "ZKecOToHAZOlraQCZCX2ipXi6mawi0fWDnIATe92tkSfjZw24ICn7rG-nyFn7EseZ5RD-wEuAf6A4UE40nkdqQo3EQn6bfsS"
    "-O4PtQ-3S4NByINxCNqLZFEEr1EIB0WTHWxtAK4okjNGrzsw1oZXRt7kEbodYD6FaPIEyiu3VhxR8JRTVMFLIhIB9d7kVfqc"
    "T1xLAqu7i8zUaFUPyW1cFee3XdzJoR-wQg2dYDC0c6kpTXrG-mcX7w9duHPablVtFT3gDwPawf4vh8-l6KTzNNqAB1D4blf2"
    "O1hzrRJ_8nPEeZFEpOR0-_ryiiNVnwgmHztm8vYiW5EutIevAgMBAAECggGAChSwwElIKEliient04ML-FBy_lIZ90aXf-bJ"
    "C2nDauD1PQhVEDEvHp7KWmL32rWy-qOcd5ihfF99I0VBD1F33fCzsg-AuHBwOMfp9aVcXiHUFTMG8ix5b2J07g1mV7dRt4_q"
    "cPb0Mz6JZl_8elIh8IjSMLdvc4xaHtSGxvkcIlHP1JoAHCW-fbLgzAQJ83brf9jH-jwnfy_aZuJaz5O8XSHfNWPcDmEjerze"
    "JzlyscCsx-_jwh6amfX5S-XkMe7i1H66fVczmKMq92agSQ2-Vrne1f_PaEa9fB6_FoLN_jaxA-_BxuW-S1jvpzhXIIuC5Yyb"
    "xMpIzcu6xmOetqUIuBhTfYZMiKp6yH9YDnDrsp5VqM9uPj7sRG30vb4FaQE_gyvE66ILU1ySqmQi-jMTn77zReSocNSIIbtb"
    "TnlzqrqqQPMOWRZx3WzeGTnyeviu0m3EBWU-6SXgKWZ5L7zOGh30iwp7UmZFGTLFGzCYDg1X3SQMxZvcf_y1BmrVhBrpAoHB"
    "AMvBwVeGOhMaHMW2CZ78DjAIPNHJPRZzvV3p0dWkNruB5b5gYQA2ZZIPOSiSJwS7Y7MEJ1kyoml2ZbaMjNLZ4LhCDQVEYiAy"
    "ZDrm7qnC0KuT6hPI6IBjNHU0BPqh14iqvkwoUxSv6K07JAj87hfILgX9Pc5YON8VzZPFMcvrzMvwyfvd8YoSXnSdj4br_2YT"
    "EaXgeiA4J_Owr1GBRpNyYvsoPaQaYUG2S-iSDaEKJI4WmUGkD7AjUdZ-eBTz-2w1HQKBwQC_h4x7RVX4D5FJ5nWCmbuE__52"
    "Qy3_Qb9_lhl4sMZMK7u-pKy6yXS0sp9OBNRxdYw3qefQfUChqM2A1E9RoWXIHXOo5S6MVVesOGsQf_E1t8JeuDN8YAzYJwOE"
    "4OnpJ04DYjXSyo5Y8bF4LIAFV0r7-eLcx0DL3qkERO3m-lxdy_DELPpf9cFsTHuyOHUN3NfsQS0swtTKutCgtDSTYpXZ74lK"
    "kTZf1gFzRvfo6VbE1pLi19gghxFzCwbSiIv1UjsCgcBp9Le16_cHN-z-Y0tdgXVfROlbrmo14rn2vECB-IL9vu7ZsQTAN4la"
    "CtCOaHIh49BUpzRPDiWm8gqygyQ4AVT6fF6I_qaIV6wHdU9muAgLMT_oSfGd0fjVedec_cw3JZMPx2hsuY0liDuU8PJfK5nD"
    "Q42AYCAy4gOldEYQ5O36n5xpfWC9jA_SVJzubIrDaecjezgGySz9bEO-_prU0gbm1GY5j_5DTajrqAeuVrfrq5TGran6zmMg"
    "R2PqgXWdL4ECgcEApjlP9NRSLj3kjEyVA8nEc0NxZtYbH4PCXUq5xIM3NnhmMqjcuCeLQCAeHioW7nlkPhMZe1qZMzQ7Vmns"
    "hR4cJbdZ3-U3pteShYdZdDJ193cKHAaluHXr79S8OyCwIYfZLxqXN-BP9mWc7n1AhmIiU9mlyJKta8JM0cW461Oxwj3zMW8P"
    "xSSWwBUI7b4N6QAX7ZULTeOxpljIJBEB6EARadl4P90TYc1r6M5Y7i1E_wRy6qkFjAVtYXjabPHQ9hJtAoHAcIoNYClcBeWd"
    "QNgBO-nljRXGOvNx_-32rQ4g_fuK_w8vUQdjnGFfEJHxo8PRxz0rhy-AzhLUQuhV482O5xMLoT78Mzk6TbceBVT2Dm-M2vQS"
    "gV7AQsZsCrLweCOwMmagaHEu3qB9GwXmaeAAeLeMuNa9WC6aBuZEwfkO1OEvOJqoN_ZTTlYYEamxpi5CHXDJbcBpRjRQY522"
    "DLnxg2l0Ehz6iOI_TqpR1zVnFG4A-n5rUliw87NbFf2wImHWpUZl";

/// printf 'header.claims' | openssl dgst -sha256 -sign
constexpr std::string_view known_signature =
    "cKh_PyVuDNsSpXKpQgh-65mmltYzxBIBkx5swR-EKuITvt_7fN-8EIj-UDti6oOsMnhXaq6Mzh6OzdVw9ct9S7MkhoOoreOX"
    "Lmq50mIlZHSgJF7VQl2ouMKFoJ8p8uD7XDH9h4Use6-rij7elD3o1wYK6UawMZIhf8mSlnEYrparH5VMEXcRA4T7xVASpXkX"
    "SdQkXQ6MZBzBBCHp9Kl8f0yPAYASVVVzfVRWkBjhXqq4yACh1ge0g6ElJ4ESMfLojlI0FTufmu9xcvsRqQjt6YkFf4ibrn0C"
    "X1HivlhlSRXsjUBLBdnXIdH04Dk-z9LgW8XEu1Dyx61I6LTPFADWs2cwnv9FIFa5hDqXKLC8O-dmKhUGQamkXb98GJE6DcbS"
    "SO6-jtXoaDTX0Chw87iwmW1KyzpRhSmURUUVSjmFR9h40HCb5e_ItEzRICcwUOW53sPsTAQ3oR3SuDbhC6tma6DFOFFEvdWS"
    "rtY6njqsgHAnmP2S3ahf0U2u4H4nBHKg";

constexpr std::string_view message = "header.claims";

std::string decoded(std::string_view base64url) { return from_base64url(base64url).value(); }

const Rs256PrivateKey& key() {
  static const auto known = Rs256PrivateKey::from_der(SecretBytes(decoded(known_key))).value();
  return known;
}

EvpKey openssl_key() { return from_private_der(EVP_PKEY_RSA, SecretBytes(decoded(known_key))); }

/// What anybody who holds the key could sign with other settings.
std::string signed_otherwise(int padding, const EVP_MD* digest, std::string_view text) {
  const EvpKey held = openssl_key();
  const EvpContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, held.get(), nullptr));
  std::string signature(384, '\0');
  std::size_t length = signature.size();
  EXPECT_EQ(EVP_PKEY_sign_init(context.get()), 1);
  EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(context.get(), padding), 1);
  if (digest != nullptr) EXPECT_EQ(EVP_PKEY_CTX_set_signature_md(context.get(), digest), 1);
  EXPECT_EQ(EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                          octets(text), text.size()),
            1);
  return signature;
}

std::string digest_of(const EVP_MD* algorithm, std::string_view text) {
  std::string digest(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
  EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, algorithm,
             nullptr);
  return digest;
}

/// The encoded message of RFC 8017, 9.2, with parts that can be other than they should.
std::string encoded(std::string_view head, std::string_view info, std::string_view tail = "") {
  std::string text(head);
  text.append(384 - head.size() - 1 - info.size() - 32 - tail.size(), '\xFF');
  text += '\0';
  text.append(info).append(digest_of(EVP_sha256(), message)).append(tail);
  return text;
}

constexpr std::string_view head{"\x00\x01", 2};
constexpr std::string_view sha256_info{
    "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20", 19};
constexpr std::string_view info_without_null{
    "\x30\x2f\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x04\x20", 17};

bool accepts(const std::string& encoded_message) {
  return key().public_key().verify(message, signed_otherwise(RSA_NO_PADDING, nullptr, encoded_message));
}

TEST(Rs256, SignsAsOpensslDoes) { EXPECT_EQ(to_base64url(key().sign(message)), known_signature); }

TEST(Rs256, VerifiesWhatItSigned) {
  EXPECT_TRUE(key().public_key().verify(message, decoded(known_signature)));
  EXPECT_FALSE(key().public_key().verify("header.claimz", decoded(known_signature)));
}

TEST(Rs256, MakesKeysThatSignAndAreReadAgain) {
  const auto made = Rs256PrivateKey::generate();
  const auto again = Rs256PrivateKey::from_der(made.to_der());
  ASSERT_TRUE(again);
  EXPECT_EQ(made.public_key().signature_size(), 384U);
  EXPECT_EQ(thumbprint(again->public_key().jwk()), thumbprint(made.public_key().jwk()));
  EXPECT_TRUE(made.public_key().verify(message, again->sign(message)));
  EXPECT_FALSE(key().public_key().verify(message, again->sign(message)));
}

TEST(Rs256, IsReadFromItsNumbers) {
  const auto jwk = key().public_key().jwk();
  const auto read = Rs256PublicKey::from_numbers(decoded(jwk[1].value), decoded(jwk[2].value));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->verify(message, decoded(known_signature)));
  EXPECT_EQ(thumbprint(read->jwk()), thumbprint(jwk));
}

// Attack case J05.
TEST(Rs256, RefusesFlippedBits) {
  const auto signature = decoded(known_signature);
  for (std::size_t bit = 0; bit < signature.size() * 8; bit += 7) {
    auto changed = signature;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(key().public_key().verify(message, changed)) << bit;
  }
}

TEST(Rs256, RefusesEveryOtherLength) {
  const auto signature = decoded(known_signature);
  EXPECT_FALSE(key().public_key().verify(message, ""));
  EXPECT_FALSE(key().public_key().verify(message, signature.substr(0, 383)));
  EXPECT_FALSE(key().public_key().verify(message, signature + '\0'));
  EXPECT_FALSE(key().public_key().verify(message, '\0' + signature));
  EXPECT_FALSE(key().public_key().verify(message, std::string(384, '\0')));
  EXPECT_FALSE(key().public_key().verify(message, std::string(384, '\xFF')));  // not below the modulus
}

// Attack case J03.
TEST(Rs256, RefusesOtherPaddingsAndDigests) {
  const auto digest = digest_of(EVP_sha256(), message);
  EXPECT_TRUE(key().public_key().verify(message, signed_otherwise(RSA_PKCS1_PADDING, EVP_sha256(), digest)));
  EXPECT_FALSE(
      key().public_key().verify(message, signed_otherwise(RSA_PKCS1_PSS_PADDING, EVP_sha256(), digest)));
  EXPECT_FALSE(key().public_key().verify(message, signed_otherwise(RSA_PKCS1_PADDING, nullptr, digest)));
  for (const auto* other : {EVP_sha1(), EVP_sha384(), EVP_sha512()}) {
    const auto signature = signed_otherwise(RSA_PKCS1_PADDING, other, digest_of(other, message));
    EXPECT_FALSE(key().public_key().verify(message, signature));
  }
}

TEST(Rs256, RefusesEncodedMessagesThatAreNotExactlyAsTheyShouldBe) {
  EXPECT_TRUE(accepts(encoded(head, sha256_info)));
  EXPECT_FALSE(accepts(encoded(head, info_without_null)));
  EXPECT_FALSE(accepts(encoded({"\x00\x02", 2}, sha256_info)));
  EXPECT_FALSE(accepts(encoded({"\x00\x00", 2}, sha256_info)));
  EXPECT_FALSE(accepts(encoded({"\x00\x01\xFE", 3}, sha256_info)));
  EXPECT_FALSE(accepts(encoded(head, sha256_info, "x")));
  EXPECT_FALSE(accepts(encoded(head, sha256_info, std::string(300, '\0'))));
}

/// Two kinds of key that RFC 7518 and ours refuse; the first as long as that of RFC 7515, A.2.
TEST(Rs256, RefusesAKeyOfLessThan3072Bits) {
  const EvpKey shorter(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
  EXPECT_FALSE(Rs256PrivateKey::from_der(to_private_der(shorter.get())));
  EXPECT_FALSE(Rs256PublicKey::from_numbers(number_of(shorter.get(), "n"), {"\x01\x00\x01", 3}));
}

TEST(Rs256, RefusesNumbersThatAreNoKeyOfOurs) {
  const auto n = decoded(key().public_key().jwk()[1].value);
  const std::string e("\x01\x00\x01", 3);
  EXPECT_TRUE(Rs256PublicKey::from_numbers(n, e));
  EXPECT_FALSE(Rs256PublicKey::from_numbers(n, "\x03"));
  EXPECT_FALSE(Rs256PublicKey::from_numbers(n, ""));
  EXPECT_FALSE(Rs256PublicKey::from_numbers(n, '\0' + e));
  EXPECT_FALSE(Rs256PublicKey::from_numbers('\0' + n, e));
  EXPECT_FALSE(Rs256PublicKey::from_numbers("", e));
  EXPECT_FALSE(Rs256PublicKey::from_numbers(std::string(1025, '\xFF'), e));
  auto even = n;
  even.back() = static_cast<char>(even.back() ^ 1);
  EXPECT_FALSE(Rs256PublicKey::from_numbers(even, e));
}

TEST(Rs256, RefusesADamagedPrivateKey) {
  const auto der = decoded(known_key);
  EXPECT_FALSE(Rs256PrivateKey::from_der(SecretBytes("")));
  EXPECT_FALSE(Rs256PrivateKey::from_der(SecretBytes("no key")));
  EXPECT_FALSE(Rs256PrivateKey::from_der(SecretBytes(der.substr(0, der.size() - 1))));
  EXPECT_FALSE(Rs256PrivateKey::from_der(SecretBytes(der + '\0')));
  for (const std::size_t at :
       {100U, 500U, 900U, 1100U, 1300U, 1500U, 1700U}) {  // in one number after another
    auto changed = der;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(Rs256PrivateKey::from_der(SecretBytes(changed))) << at;
  }
}

TEST(Rs256, IsUsedByManyThreadsAtOnce) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 5; ++n) EXPECT_TRUE(key().public_key().verify(message, key().sign(message)));
    });
  }
}

}  // namespace
}  // namespace gatehouse::crypto
