#include "platform/crypto/argon2_segment.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <random>
#include <tuple>
#include <vector>

#if defined(GATEHOUSE_ARGON2_SEGMENT)

/// The library's own, in plain C: what must come out.
extern "C" void fill_segment_ref(const gatehouse::crypto::argon2::Instance* instance,
                                 gatehouse::crypto::argon2::Position position);

namespace gatehouse::crypto::argon2 {
namespace {

using Fill = void (*)(const Instance*, Position);

/// All passes over memory that begins with two blocks made of `seed`.
std::vector<Block> fill(Fill segment, Type type, std::uint32_t segment_length, std::uint32_t passes,
                        std::uint64_t seed) {
  std::vector<Block> memory(std::size_t{segment_length} * 4);
  std::mt19937_64 random(seed);
  for (std::size_t block = 0; block < 2; ++block)
    for (std::uint64_t& word : memory[block].words) word = random();
  Region region{memory.data(), memory.data(), memory.size() * sizeof(Block)};
  std::vector<std::uint64_t> chosen(segment_length);
  const auto blocks = static_cast<std::uint32_t>(memory.size());
  Instance instance{&region, chosen.data(), passes, 0, blocks, segment_length, blocks, 1, 1, type};
  for (std::uint32_t pass = 0; pass < passes; ++pass)
    for (std::uint8_t slice = 0; slice < 4; ++slice) segment(&instance, {pass, 0, slice, 0});
  return memory;
}

bool are_equal(const std::vector<Block>& one, const std::vector<Block>& other) {
  return one.size() == other.size() &&
         sodium_memcmp(one.data(), other.data(), one.size() * sizeof(Block)) == 0;
}

Fill ours() { return __builtin_cpu_supports("avx512f") ? fill_segment_avx512f : fill_segment_ref; }

class Segments : public testing::TestWithParam<std::tuple<Type, std::uint32_t, std::uint32_t>> {};

TEST_P(Segments, AreFilledAsTheLibraryFillsThem) {
  const auto [type, length, passes] = GetParam();
  for (const std::uint64_t seed : {1U, 2U}) {
    EXPECT_TRUE(are_equal(fill(ours(), type, length, passes, seed),
                          fill(fill_segment_ref, type, length, passes, seed)));
  }
}

// From the least memory on; references are chosen by the 128.
INSTANTIATE_TEST_SUITE_P(Argon2, Segments,
                         testing::Combine(testing::Values(Type::id, Type::i),
                                          testing::Values(2, 3, 4, 5, 7, 64, 127, 128, 129, 255, 256, 257,
                                                          1000),
                                          testing::Values(1, 2, 3)));

TEST(Segments, OfOtherBlocksAreOthers) {
  EXPECT_FALSE(are_equal(fill(ours(), Type::id, 128, 2, 1), fill(ours(), Type::id, 128, 2, 2)));
}

}  // namespace
}  // namespace gatehouse::crypto::argon2

#endif
