#include "platform/crypto/fingerprint.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace gatehouse::crypto {
namespace {

TEST(Fingerprint, DiffersForEveryText) {
  std::set<Fingerprint> prints;
  for (std::size_t length = 0; length < 300; ++length) prints.insert(fingerprint(std::string(length, 'x')));
  EXPECT_EQ(prints.size(), 300U);
  EXPECT_NE(fingerprint(std::string_view("a\0b", 3)), fingerprint("a"));
  EXPECT_EQ(fingerprint("same"), fingerprint("same"));
}

}  // namespace
}  // namespace gatehouse::crypto
