#include "user/adapters/argon2_hasher.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace gatehouse::user::adapters {
namespace {

TEST(Argon2Hasher, DoesOneHashForNobodyAsForSomebody) {
  std::atomic<int> hashes = 0;
  crypto::PasswordHash hash({.cost = {.memory_kib = 8, .passes = 1}, .observe = [&](auto) { ++hashes; }});
  Argon2Hasher hasher(hash);
  const std::string stored = hasher.hash("quiet lantern");
  hashes = 0;
  EXPECT_TRUE(hasher.verify(stored, "quiet lantern"));
  EXPECT_EQ(hashes, 1);
  hasher.verify_nobody();
  EXPECT_EQ(hashes, 2);
}

}  // namespace
}  // namespace gatehouse::user::adapters
