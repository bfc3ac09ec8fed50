#include "platform/crypto/password_hash.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace gatehouse::crypto {
namespace {

/// As cheap as the library allows: what is tested here does not depend on the cost.
PasswordHashOptions cheap() { return {.cost = {.memory_kib = 8, .passes = 1}}; }

TEST(PasswordHash, KnowsItsPasswordAgain) {
  const PasswordHash hashing(cheap());
  const std::string stored = hashing.hash("correct horse");
  EXPECT_TRUE(hashing.verify(stored, "correct horse"));
  EXPECT_FALSE(hashing.verify(stored, "correct horsf"));
  EXPECT_FALSE(hashing.verify(stored, "correct horse "));
  EXPECT_FALSE(hashing.verify(stored, ""));
}

TEST(PasswordHash, NamesItsCost) {
  EXPECT_TRUE(PasswordHash().hash("x").starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(PasswordHash(cheap()).hash("x").starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
}

TEST(PasswordHash, SaltsEachHash) {
  const PasswordHash hashing(cheap());
  EXPECT_NE(hashing.hash("correct horse"), hashing.hash("correct horse"));
}

TEST(PasswordHash, ReadsThePasswordToItsEnd) {
  const PasswordHash hashing(cheap());
  const std::string stored = hashing.hash(std::string(1000, 'x') + "a");
  EXPECT_FALSE(hashing.verify(stored, std::string(1000, 'x') + "b"));
  EXPECT_FALSE(hashing.verify(hashing.hash(std::string_view("a\0b", 3)), std::string_view("a\0c", 3)));
}

TEST(PasswordHash, VerifiesHashesOfOtherCosts) {
  const std::string stored = PasswordHash({.cost = {.memory_kib = 64, .passes = 3}}).hash("correct horse");
  EXPECT_TRUE(PasswordHash(cheap()).verify(stored, "correct horse"));
}

TEST(PasswordHash, TellsHashesOfOtherCosts) {
  const PasswordHash hashing(cheap());
  EXPECT_FALSE(hashing.needs_rehash(hashing.hash("correct horse")));
  for (const PasswordHashCost other : {PasswordHashCost{8, 2}, PasswordHashCost{9, 1}}) {
    EXPECT_TRUE(hashing.needs_rehash(PasswordHash({.cost = other}).hash("correct horse")));
  }
}

class StoredHash : public testing::TestWithParam<const char*> {};

TEST_P(StoredHash, ThatIsDamagedIsAnError) {
  EXPECT_THROW(static_cast<void>(PasswordHash(cheap()).verify(GetParam(), "correct horse")), DamagedHash);
}

#define SALT_AND_HASH "c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
INSTANTIATE_TEST_SUITE_P(
    PasswordHash, StoredHash,
    testing::Values(
        "", "x", "$", "plain password", "$2y$10$abcdefghijklmnopqrstuv", "$argon2id$",
        "$argon2i$v=19$m=8,t=1,p=1$" SALT_AND_HASH, "$argon2id$v=16$m=8,t=1,p=1$" SALT_AND_HASH,
        "$argon2id$v=19$m=4294967295,t=1,p=1$" SALT_AND_HASH,
        "$argon2id$v=19$m=18446744073709551617,t=1,p=1$" SALT_AND_HASH,
        "$argon2id$v=19$m=262145,t=1,p=1$" SALT_AND_HASH, "$argon2id$v=19$m=8,t=11,p=1$" SALT_AND_HASH,
        "$argon2id$v=19$m=8,t=4294967295,p=1$" SALT_AND_HASH, "$argon2id$v=19$m=8,t=0,p=1$" SALT_AND_HASH,
        "$argon2id$v=19$m=7,t=1,p=1$" SALT_AND_HASH, "$argon2id$v=19$m=-8,t=1,p=1$" SALT_AND_HASH,
        "$argon2id$v=19$m=8,t=1,p=2$" SALT_AND_HASH, "$argon2id$v=19$m=8,t=1,p=1$" SALT_AND_HASH "A",
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA", "$argon2id$v=19$m=8,t=1,p=1$$",
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2G*PPc"));
#undef SALT_AND_HASH

TEST(PasswordHash, RefusesCostsThatProtectNothingOrTooMuch) {
  EXPECT_THROW(PasswordHash({.cost = {.memory_kib = 7, .passes = 1}}), std::invalid_argument);
  EXPECT_THROW(PasswordHash({.cost = {.memory_kib = 19'456, .passes = 0}}), std::invalid_argument);
  EXPECT_THROW(PasswordHash({.cost = {.memory_kib = 262'145, .passes = 2}}), std::invalid_argument);
}

TEST(PasswordHash, TellsHowLongEachHashTook) {
  std::atomic<int> told = 0;
  PasswordHashOptions options = cheap();
  options.observe = [&told](std::chrono::nanoseconds took) { told += took.count() > 0; };
  const PasswordHash hashing(options);
  EXPECT_TRUE(hashing.verify(hashing.hash("correct horse"), "correct horse"));
  EXPECT_EQ(told, 2);
}

TEST(PasswordHash, ServesMoreThreadsThanItHasSlots) {
  PasswordHashOptions options = cheap();
  options.slots = 1;
  const PasswordHash hashing(options);
  const std::string stored = hashing.hash("correct horse");
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] { right += hashing.verify(stored, "correct horse"); });
  }
  EXPECT_EQ(right, 8);
}

}  // namespace
}  // namespace gatehouse::crypto
