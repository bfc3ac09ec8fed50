#include "platform/crypto/fingerprint.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>

namespace gatehouse::crypto {
namespace {

/// The first octets of BLAKE2b with 32 octets of output, of "abc", as other programs print them.
TEST(Fingerprint, IsBlake2b) {
  const auto print = fingerprint("abc");
  const unsigned char expected[] = {0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72};
  EXPECT_EQ(std::memcmp(print.data(), expected, sizeof expected), 0);
}

TEST(Fingerprint, DiffersForEveryText) {
  std::set<Fingerprint> prints;
  for (std::size_t length = 0; length < 300; ++length) prints.insert(fingerprint(std::string(length, 'x')));
  EXPECT_EQ(prints.size(), 300U);
  EXPECT_NE(fingerprint(std::string_view("a\0b", 3)), fingerprint("a"));
  EXPECT_EQ(fingerprint("same"), fingerprint("same"));
}

}  // namespace
}  // namespace gatehouse::crypto
