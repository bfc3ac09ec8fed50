#include "platform/crypto/es256.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/ecdsa_signature.hpp"

namespace gatehouse::crypto {
namespace {

std::string octets(std::string_view base64url) { return from_base64url(base64url).value(); }

const Es256PrivateKey& key() {
  static const auto made = Es256PrivateKey::generate();
  return made;
}

constexpr std::string_view message = "header.claims";

TEST(Es256, VerifiesWhatItSigned) {
  const auto signature = key().sign(message);
  EXPECT_EQ(signature.size(), 64U);
  EXPECT_TRUE(key().public_key().verify(message, signature));
  EXPECT_FALSE(key().public_key().verify("header.claimz", signature));
  EXPECT_FALSE(Es256PrivateKey::generate().public_key().verify(message, signature));
}

TEST(Es256, VerifiesTheExampleOfRfc7515) {
  const auto known = Es256PublicKey::from_coordinates(octets("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                                                      octets("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
  ASSERT_TRUE(known);
  const auto signature =
      octets("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  EXPECT_TRUE(known->verify(
      "eyJhbGciOiJFUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
      signature));
}

TEST(Es256, ManySignaturesAreAllOf64OctetsAndGood) {
  for (int i = 0; i < 500; ++i) {  // halves with leading zeros come by in about two of these
    const auto text = std::to_string(i);
    const auto signature = key().sign(text);
    ASSERT_EQ(signature.size(), 64U);
    ASSERT_TRUE(key().public_key().verify(text, signature));
  }
}

// Attack case J05.
TEST(Es256, RefusesEachFlippedBit) {
  const auto signature = key().sign(message);
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    auto changed = signature;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(key().public_key().verify(message, changed)) << bit;
  }
}

// Attack case J04.
TEST(Es256, RefusesHalvesThatAreZeroOrNotBelowTheOrder) {
  const std::string order = octets("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE");
  const std::string zero(32, '\0');
  const std::string one = std::string(31, '\0') + '\x01';
  const std::string most(32, '\xFF');
  for (const auto& r : {zero, one, order, most}) {
    for (const auto& s : {zero, one, order, most}) {
      EXPECT_FALSE(key().public_key().verify(message, r + s));
      EXPECT_EQ(signature_to_der(r + s).has_value(), r == one && s == one);
    }
  }
}

TEST(Es256, RefusesDerAndEveryOtherLength) {
  const auto signature = key().sign(message);
  EXPECT_FALSE(key().public_key().verify(message, *signature_to_der(signature)));
  EXPECT_FALSE(key().public_key().verify(message, ""));
  EXPECT_FALSE(key().public_key().verify(message, signature.substr(0, 63)));
  EXPECT_FALSE(key().public_key().verify(message, signature + '\0'));
  EXPECT_FALSE(key().public_key().verify(message, '\0' + signature));
}

TEST(Es256, ReadsThePrivateKeyItWrote) {
  const auto again = Es256PrivateKey::from_der(key().to_der());
  ASSERT_TRUE(again);
  EXPECT_EQ(thumbprint(again->public_key().jwk()), thumbprint(key().public_key().jwk()));
  EXPECT_TRUE(key().public_key().verify(message, again->sign(message)));
}

TEST(Es256, RefusesADamagedPrivateKey) {
  const std::string der(key().to_der().view());
  EXPECT_FALSE(Es256PrivateKey::from_der(SecretBytes("")));
  EXPECT_FALSE(Es256PrivateKey::from_der(SecretBytes("no key")));
  EXPECT_FALSE(Es256PrivateKey::from_der(SecretBytes(der.substr(0, der.size() - 1))));
  EXPECT_FALSE(Es256PrivateKey::from_der(SecretBytes(der + '\0')));
  auto changed = der;
  changed[20] =
      static_cast<char>(changed[20] ^ 1);  // within the private number: the halves no longer belong together
  EXPECT_FALSE(Es256PrivateKey::from_der(SecretBytes(changed)));
}

TEST(Es256, RefusesAPrivateKeyOfAnotherCurve) {
  // openssl ecparam -name secp256k1 -genkey -noout -outform DER | basenc --base64url
  EXPECT_FALSE(
      Es256PrivateKey::from_der(SecretBytes(octets("MHQCAQEEIHuPCAVdmFaQbHDGb-Ap05mWUxhVF0rQA8eDY8UNTah_"
                                                   "oAcGBSuBBAAKoUQDQgAERFMsFy9ZRgTvSGvHhkuhdU4Fn9CTQtjzZASJw"
                                                   "NM8uloFz0zIso4KAz_ZbcMnKVpZVk1PbNBEvl6JCNVi2_bXoA"))));
}

TEST(Es256, RefusesCoordinatesOffTheCurve) {
  const auto& good = key().public_key();
  EXPECT_TRUE(Es256PublicKey::from_coordinates(good.x(), good.y()));
  EXPECT_FALSE(Es256PublicKey::from_coordinates(good.y(), good.x()));
  EXPECT_FALSE(Es256PublicKey::from_coordinates(std::string(32, '\0'), std::string(32, '\0')));
  EXPECT_FALSE(Es256PublicKey::from_coordinates(good.x().substr(1), good.y()));
  EXPECT_FALSE(Es256PublicKey::from_coordinates(good.x(), good.y() + "x"));
}

TEST(Es256, ThumbprintIsThatOfRfc7638) {
  // The P-256 key of RFC 7517, A.1; its thumbprint by: printf '{"crv":…}' | openssl dgst -sha256 -binary |
  // basenc --base64url
  const auto known = Es256PublicKey::from_coordinates(octets("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"),
                                                      octets("4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"));
  ASSERT_TRUE(known);
  EXPECT_EQ(thumbprint(known->jwk()), "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
}

TEST(Es256, IsUsedByManyThreadsAtOnce) {
  const auto theirs = key().sign(message);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) {
        EXPECT_TRUE(key().public_key().verify(message, key().sign(message)));
        EXPECT_TRUE(key().public_key().verify(message, theirs));
      }
    });
  }
}

}  // namespace
}  // namespace gatehouse::crypto
