#include "platform/crypto/keyed_hash.hpp"

#include <gtest/gtest.h>

namespace gatehouse::crypto {
namespace {

TEST(KeyedHash, IsTheSameForTheSameKeyAndParts) {
  const SecretBytes key(std::string(32, 'k'));
  EXPECT_EQ(keyed_hash(key, {"email", "7", "042137"}), keyed_hash(key, {"email", "7", "042137"}));
  EXPECT_EQ(keyed_hash(key, {"email"}).size(), 43U);
}

TEST(KeyedHash, IsHmacSha256OverFramedParts) {
  // printf '\0\0\0\0\0\0\0\005email' | openssl dgst -sha256 -hmac kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk -binary |
  // basenc --base64url
  EXPECT_EQ(keyed_hash(SecretBytes(std::string(32, 'k')), {"email"}),
            "6h5PFg9U7w3OXda-tvk8T5ugnqkqD_9Lswgy-hZjuts");
}

TEST(KeyedHash, DiffersByKeyAndByEachPart) {
  const SecretBytes key(std::string(32, 'k'));
  const SecretBytes other(std::string(32, 'l'));
  const auto hash = keyed_hash(key, {"email", "7", "042137"});
  EXPECT_NE(hash, keyed_hash(other, {"email", "7", "042137"}));
  EXPECT_NE(hash, keyed_hash(key, {"reset", "7", "042137"}));
  EXPECT_NE(hash, keyed_hash(key, {"email", "8", "042137"}));
  EXPECT_NE(hash, keyed_hash(key, {"email", "7", "042138"}));
}

TEST(KeyedHash, KeepsPartsApart) {
  const SecretBytes key(std::string(32, 'k'));
  EXPECT_NE(keyed_hash(key, {"ab", "c"}), keyed_hash(key, {"a", "bc"}));
  EXPECT_NE(keyed_hash(key, {"ab", ""}), keyed_hash(key, {"ab"}));
}

TEST(ConstantTimeEquality, ComparesAllOfBoth) {
  EXPECT_TRUE(equal_in_constant_time("042137", "042137"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_FALSE(equal_in_constant_time("042137", "042138"));
  EXPECT_FALSE(equal_in_constant_time("042137", "04213"));
  EXPECT_FALSE(equal_in_constant_time("", "0"));
}

}  // namespace
}  // namespace gatehouse::crypto
