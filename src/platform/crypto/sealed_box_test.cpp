#include "platform/crypto/sealed_box.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/base64url.hpp"

namespace gatehouse::crypto {
namespace {

SealedBox box_of(char letter) { return SealedBox(SecretBytes(std::string(32, letter))); }

TEST(SealedBox, OpensWhatItSealed) {
  const auto box = box_of('k');
  const auto opened = box.open(box.seal(SecretBytes("private"), "signing key 1"), "signing key 1");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->view(), "private");
}

TEST(SealedBox, SealsNothing) {
  const auto box = box_of('k');
  const auto opened = box.open(box.seal(SecretBytes(), "x"), "x");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->size(), 0U);
}

TEST(SealedBox, NeverSealsTheSameWayTwice) {
  const auto box = box_of('k');
  EXPECT_NE(box.seal(SecretBytes("private"), "x"), box.seal(SecretBytes("private"), "x"));
}

TEST(SealedBox, RefusesAnotherKeyOrPlace) {
  const auto sealed = box_of('k').seal(SecretBytes("private"), "signing key 1");
  EXPECT_FALSE(box_of('l').open(sealed, "signing key 1"));
  EXPECT_FALSE(box_of('k').open(sealed, "signing key 2"));
}

TEST(SealedBox, RefusesEachFlippedBit) {
  const auto box = box_of('k');
  const std::string raw = *from_base64url(box.seal(SecretBytes("private"), "x"));
  for (std::size_t bit = 0; bit < raw.size() * 8; ++bit) {
    std::string changed = raw;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(box.open(to_base64url(changed), "x")) << bit;
  }
}

TEST(SealedBox, RefusesEachCutAndEachAddedOctet) {
  const auto box = box_of('k');
  const std::string raw = *from_base64url(box.seal(SecretBytes("private"), "x"));
  for (std::size_t length = 0; length < raw.size(); ++length) {
    EXPECT_FALSE(box.open(to_base64url(raw.substr(0, length)), "x")) << length;
  }
  EXPECT_FALSE(box.open(to_base64url(raw + '\0'), "x"));
  EXPECT_FALSE(box.open("not base64url!", "x"));
}

TEST(SealedBox, TakesOnlyAKeyOf32Octets) {
  EXPECT_THROW(SealedBox(SecretBytes(std::string(31, 'k'))), std::logic_error);
}

}  // namespace
}  // namespace gatehouse::crypto
