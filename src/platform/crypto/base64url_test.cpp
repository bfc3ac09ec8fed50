#include "platform/crypto/base64url.hpp"

#include <gtest/gtest.h>

namespace gatehouse::crypto {
namespace {

TEST(Base64Url, WritesTheExamplesOfRfc4648WithoutPadding) {
  EXPECT_EQ(to_base64url(""), "");
  EXPECT_EQ(to_base64url("f"), "Zg");
  EXPECT_EQ(to_base64url("fo"), "Zm8");
  EXPECT_EQ(to_base64url("foo"), "Zm9v");
  EXPECT_EQ(to_base64url("foob"), "Zm9vYg");
  EXPECT_EQ(to_base64url("fooba"), "Zm9vYmE");
  EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64url("\xFB\xFF\xFE"), "-__-");
}

TEST(Base64Url, ReadsWhatItWrote) {
  std::string octets;
  for (int i = 0; i < 600; ++i) {
    EXPECT_EQ(from_base64url(to_base64url(octets)), octets);
    octets += static_cast<char>(i * 7);
  }
}

class RefusedBase64Url : public testing::TestWithParam<std::string_view> {};

TEST_P(RefusedBase64Url, IsNotRead) { EXPECT_EQ(from_base64url(GetParam()), std::nullopt); }

// Attack case J06: padding, the other alphabet, blanks, line ends, non-zero spare bits, cut texts, non-ASCII.
INSTANTIATE_TEST_SUITE_P(Base64Url, RefusedBase64Url,
                         testing::Values("Zg==", "Zm8=", "Zm9v====", "-__+", "-_/-", " Zm9v", "Zm9v ",
                                         "Zm 9v", "Zm9v\n", "Zm9v\r\n", "Zh", "Zm9", "Zn", "Z", "A", "Zm9vY",
                                         "Zm9vA", "=", "Zm9\xC3\xA9", std::string_view("Zm9\0", 4)));

}  // namespace
}  // namespace gatehouse::crypto
