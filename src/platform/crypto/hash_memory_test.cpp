#include "platform/crypto/hash_memory.hpp"

#include <gtest/gtest.h>
#include <sodium.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {
namespace {

constexpr std::size_t mib = std::size_t{1024} * 1024;
using Digest = std::array<unsigned char, 32>;

Digest hash(std::size_t memory) {
  ready();
  const std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{1, 2, 3};
  Digest digest{};
  if (crypto_pwhash(digest.data(), digest.size(), "correct horse", 13, salt.data(), 2, memory,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return digest;
}

Digest hash_in(HashMemory& memory, std::size_t octets) {
  const HashMemory::Use use(memory);
  return hash(octets);
}

bool is_zero(std::span<const std::byte> octets) {
  return std::ranges::all_of(octets, [](std::byte octet) { return octet == std::byte{0}; });
}

/// How many pages of `octets` hold anything, be it zeros.
long touched_pages(std::span<const std::byte> octets) {
  std::vector<unsigned char> pages((octets.size() + 4095) / 4096);
  EXPECT_EQ(mincore(const_cast<std::byte*>(octets.data()), octets.size(), pages.data()), 0);
  return std::ranges::count_if(pages, [](unsigned char page) { return (page & 1) != 0; });
}

TEST(HashMemory, MapsNothingBeforeTheFirstHash) {
  const HashMemory memory(mib);
  EXPECT_TRUE(memory.kept().empty());
}

TEST(HashMemory, IsWhatTheLibraryHashesIn) {
  HashMemory memory(5 * mib);
  hash_in(memory, 5 * mib);
  ASSERT_EQ(memory.kept().size(), 5 * mib);
  EXPECT_EQ(touched_pages(memory.kept()), static_cast<long>(5 * mib / 4096));
}

TEST(HashMemory, IsZeroAfterEachHash) {
  HashMemory memory(5 * mib);
  for (const std::size_t octets : {5 * mib, 3 * mib, 5 * mib}) {
    hash_in(memory, octets);
    EXPECT_TRUE(is_zero(memory.kept()));
  }
}

TEST(HashMemory, ChangesNoHash) {
  HashMemory memory(4 * mib);
  for (const std::size_t octets : {4 * mib, 8192 * std::size_t{1}, 4 * mib, 3 * mib + 1024, 4 * mib}) {
    EXPECT_EQ(hash_in(memory, octets), hash(octets));
  }
}

TEST(HashMemory, StaysWhereItIsFromHashToHash) {
  HashMemory memory(mib);
  hash_in(memory, mib);
  const std::byte* const start = memory.kept().data();
  hash_in(memory, mib);
  EXPECT_EQ(memory.kept().data(), start);
}

TEST(HashMemory, KeepsNothingOfADearerHash) {
  HashMemory memory(mib);
  EXPECT_EQ(hash_in(memory, 2 * mib), hash(2 * mib));
  EXPECT_TRUE(memory.kept().empty());
}

TEST(HashMemory, LeavesOtherThreadsAlone) {
  HashMemory memory(mib);
  const HashMemory::Use use(memory);
  std::jthread([] { hash(mib); }).join();
  EXPECT_TRUE(memory.kept().empty());
}

TEST(HashMemory, LeavesOtherMemoryOfTheLibraryAlone) {
  HashMemory memory(mib);
  ready();
  void* const secret = sodium_malloc(100);
  ASSERT_NE(secret, nullptr);
  hash_in(memory, mib);
  sodium_free(secret);
  EXPECT_TRUE(is_zero(memory.kept()));
}

TEST(HashMemory, IsTakenOnce) {
  HashMemory memory(mib);
  void* const taken = memory.take(mib);
  ASSERT_NE(taken, nullptr);
  EXPECT_EQ(memory.take(mib), nullptr);
  EXPECT_TRUE(memory.put_back(taken, mib));
  EXPECT_EQ(memory.take(mib), taken);
}

TEST(HashMemory, ComesBackAfterItWasGivenBack) {
  HashMemory memory(mib);
  hash_in(memory, mib);
  memory.give_back();
  EXPECT_TRUE(memory.kept().empty());
  EXPECT_EQ(hash_in(memory, mib), hash(mib));
  EXPECT_FALSE(memory.kept().empty());
}

TEST(HashMemory, MovesWithWhatItKeeps) {
  HashMemory memory(mib);
  hash_in(memory, mib);
  const std::byte* const start = memory.kept().data();
  HashMemory other = std::move(memory);
  EXPECT_EQ(other.kept().data(), start);
  EXPECT_EQ(hash_in(other, mib), hash(mib));
  EXPECT_EQ(other.kept().data(), start);
}

}  // namespace
}  // namespace gatehouse::crypto
