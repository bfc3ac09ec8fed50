#include "platform/crypto/ed25519.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "platform/crypto/base64url.hpp"

namespace gatehouse::crypto {
namespace {

std::string octets(std::string_view base64url) { return from_base64url(base64url).value(); }

/// The key of RFC 8037, A.1.
const Ed25519PrivateKey& key() {
  static const auto known =
      Ed25519PrivateKey::from_seed(SecretBytes(octets("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")))
          .value();
  return known;
}

constexpr std::string_view example = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
constexpr std::string_view example_signature =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

TEST(Ed25519, HasThePublicHalfOfRfc8037) {
  EXPECT_EQ(to_base64url(key().public_key().x()), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
}

TEST(Ed25519, SignsTheExampleOfRfc8037) { EXPECT_EQ(to_base64url(key().sign(example)), example_signature); }

TEST(Ed25519, VerifiesTheExampleOfRfc8037) {
  EXPECT_TRUE(key().public_key().verify(example, octets(example_signature)));
  EXPECT_FALSE(key().public_key().verify("another text", octets(example_signature)));
  EXPECT_FALSE(Ed25519PrivateKey::generate().public_key().verify(example, octets(example_signature)));
}

TEST(Ed25519, ThumbprintIsThatOfRfc8037) {
  EXPECT_EQ(thumbprint(key().public_key().jwk()), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST(Ed25519, MakesAnotherKeyEachTime) {
  EXPECT_NE(Ed25519PrivateKey::generate().public_key().x(), Ed25519PrivateKey::generate().public_key().x());
}

TEST(Ed25519, ReadsThePrivateKeyItWrote) {
  const auto made = Ed25519PrivateKey::generate();
  const auto again = Ed25519PrivateKey::from_seed(made.to_seed());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_key().x(), made.public_key().x());
  EXPECT_EQ(again->sign(example), made.sign(example));
}

TEST(Ed25519, RefusesASeedOfAnotherLength) {
  EXPECT_FALSE(Ed25519PrivateKey::from_seed(SecretBytes("")));
  EXPECT_FALSE(Ed25519PrivateKey::from_seed(SecretBytes(std::string(31, 'k'))));
  EXPECT_FALSE(Ed25519PrivateKey::from_seed(SecretBytes(std::string(64, 'k'))));
}

// Attack case J05.
TEST(Ed25519, RefusesEachFlippedBit) {
  const auto signature = octets(example_signature);
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    auto changed = signature;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(key().public_key().verify(example, changed)) << bit;
  }
}

TEST(Ed25519, RefusesEveryOtherLength) {
  const auto signature = octets(example_signature);
  EXPECT_FALSE(key().public_key().verify(example, ""));
  EXPECT_FALSE(key().public_key().verify(example, signature.substr(0, 63)));
  EXPECT_FALSE(key().public_key().verify(example, signature + '\0'));
  EXPECT_FALSE(key().public_key().verify(example, std::string(64, '\0')));
}

/// The order of the curve, little-endian, added to S: the same point, and so another text of one signature.
TEST(Ed25519, RefusesTheSecondTextOfASignature) {
  const std::string order(
      "\xED\xD3\xF5\x5C\x1A\x63\x12\x58\xD6\x9C\xF7\xA2\xDE\xF9\xDE\x14"
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10",
      32);
  auto signature = octets(example_signature);
  int carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += static_cast<unsigned char>(signature[32 + i]) + static_cast<unsigned char>(order[i]);
    signature[32 + i] = static_cast<char>(carry & 0xFF);
    carry >>= 8;
  }
  EXPECT_FALSE(key().public_key().verify(example, signature));
}

TEST(Ed25519, RefusesPublicOctetsThatNoKeyHas) {
  EXPECT_TRUE(Ed25519PublicKey::from_octets(key().public_key().x()));
  EXPECT_FALSE(Ed25519PublicKey::from_octets(""));
  EXPECT_FALSE(Ed25519PublicKey::from_octets(key().public_key().x().substr(1)));
  EXPECT_FALSE(Ed25519PublicKey::from_octets(std::string(32, '\0')));  // a point of order 4
  std::string neutral(32, '\0');
  neutral.front() = '\x01';
  EXPECT_FALSE(Ed25519PublicKey::from_octets(neutral));
  EXPECT_FALSE(Ed25519PublicKey::from_octets(std::string(32, '\xFF')));  // not below the field's prime
}

TEST(Ed25519, IsUsedByManyThreadsAtOnce) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 50; ++n) EXPECT_TRUE(key().public_key().verify(example, key().sign(example)));
    });
  }
}

}  // namespace
}  // namespace gatehouse::crypto
