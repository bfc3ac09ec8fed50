#include "platform/crypto/password_hash.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
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

struct Known {
  const char* password;
  const char* stored;
};

/// Made by the reference implementation.
constexpr std::array known{
    Known{"correct horse battery staple",
          "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
          "ISO7kkvFzh19GM8qB7patN3C3Y9HHsjlVTfEZ9T600Y"},
    Known{"",
          "$argon2id$v=19$m=64,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$7uDD4c2ZCroP6umVVTx+UE4Ty6zXKLJloo5YX7iRSCQ"},
    Known{"quiet lantern",
          "$argon2id$v=19$m=8,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$CA9Wss3tamdCTyZtNmDLrfep19j15AS0p1QWdSLQCmc"},
    Known{"p\xc3\xa4ssw\xc3\xb6rd",
          "$argon2id$v=19$m=4099,t=4,p=1$/////////////////////w$LP/"
          "Ula55BUpviJkMTFc9M4ph3Lr6EQYOmVcc0LFxvVk"}};

TEST(PasswordHash, AgreesWithTheReferenceWhateverTheCosts) {
  const PasswordHash hashing({.cost = {.memory_kib = 1024, .passes = 1}});
  for (int round = 0; round < 2; ++round) {
    for (const auto& [password, stored] : known) {
      EXPECT_TRUE(hashing.verify(stored, password)) << stored;
      EXPECT_FALSE(hashing.verify(stored, "another")) << stored;
      EXPECT_TRUE(hashing.verify(hashing.hash(password), password));
    }
  }
}

TEST(PasswordHash, MixesNoHashesOfManyThreads) {
  const PasswordHash hashing({.cost = {.memory_kib = 64, .passes = 1}, .slots = 3});
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < 8; ++i)
      threads.emplace_back([&, i] {
        for (std::size_t turn = 0; turn < 20; ++turn) {
          const auto& [password, stored] = known[1 + (i + turn) % 3];
          if (!hashing.verify(stored, password) || hashing.verify(stored, "another")) ++wrong;
          if (turn % 5 == i % 5) hashing.give_back_idle();
        }
      });
  }
  EXPECT_EQ(wrong, 0);
}

TEST(PasswordHash, HashesOnAfterItGaveBackItsMemory) {
  const PasswordHash hashing(cheap());
  const std::string stored = hashing.hash("correct horse");
  hashing.give_back_idle();
  hashing.give_back_idle();
  EXPECT_TRUE(hashing.verify(stored, "correct horse"));
}

TEST(PasswordHash, TellsHashesOfOtherCosts) {
  const PasswordHash hashing(cheap());
  EXPECT_FALSE(hashing.needs_rehash(hashing.hash("correct horse")));
  for (const PasswordHashCost other : {PasswordHashCost{8, 2}, PasswordHashCost{9, 1}}) {
    EXPECT_TRUE(hashing.needs_rehash(PasswordHash({.cost = other}).hash("correct horse")));
  }
}

TEST(PasswordHash, MakesOneThatNoPasswordHasWithoutHashing) {
  std::atomic<int> hashes = 0;
  PasswordHashOptions options = cheap();
  options.observe = [&hashes](std::chrono::nanoseconds) { ++hashes; };
  const PasswordHash hashing(options);
  const std::string stored = hashing.nobodys();
  EXPECT_EQ(hashes, 0);
  EXPECT_NE(stored, hashing.nobodys());
  EXPECT_FALSE(hashing.needs_rehash(stored));
  EXPECT_FALSE(hashing.verify(stored, "correct horse"));
  EXPECT_EQ(hashes, 1);
}

TEST(PasswordHash, ComparesWithOneThatNoPasswordHasAsWithAnyOther) {
  const PasswordHash hashing({.cost = {.memory_kib = 4096, .passes = 3}});
  const std::string stored = hashing.nobodys();
  EXPECT_EQ(stored.size(), hashing.hash("x").size());
  for (std::size_t i = 0; i < 20; ++i) {  // the library refuses spare bits, and then does no work
    EXPECT_EQ(crypto_pwhash_str_needs_rehash(hashing.nobodys().c_str(), 3, std::size_t{4096} * 1024), 0);
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
