#include "server/tuning/hash_search.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace gatehouse::server {
namespace {

constexpr std::size_t mib = std::size_t{1024} * 1024;

/// A machine whose hashes take `nanoseconds` for each KiB and pass.
std::vector<HashTime> searched(const HashSearch& search, double nanoseconds) {
  std::vector<HashTime> measured;
  while (const auto cost = next_to_measure(search, measured)) {
    const double time = nanoseconds * 1e-9 * static_cast<double>(cost->memory / 1024 * cost->passes);
    measured.push_back({*cost, time, time});
  }
  return measured;
}

HashCost found(const HashSearch& search, double nanoseconds) {
  return dearest_within(search.target, searched(search, nanoseconds)).cost;
}

TEST(HashSearch, TakesAsMuchMemoryAsTheTargetAllows) {
  const HashCost cost =
      found({.target = 0.050, .most_memory = 256 * mib}, 300);  // 50 ms: 81.4 MiB at 2 passes
  EXPECT_EQ(cost.passes, 2U);
  EXPECT_GE(cost.memory, 76 * mib);
  EXPECT_LE(cost.memory, 81 * mib);
}

TEST(HashSearch, NeverGoesBelowTheLeast) {
  EXPECT_EQ(found({.target = 0.005, .most_memory = 256 * mib}, 300), least_hash_cost);
  EXPECT_EQ(searched({.target = 0.005, .most_memory = 256 * mib}, 300).size(), 1U);
}

TEST(HashSearch, RaisesPassesOnlyWhereThereIsNoMoreMemory) {
  EXPECT_EQ(found({.target = 0.500, .most_memory = 256 * mib}, 300), (HashCost{256 * mib, 6}));
  EXPECT_EQ(found({.target = 0.050, .most_memory = 40 * mib}, 300), (HashCost{32 * mib, 5}));
  EXPECT_EQ(found({.target = 100, .most_memory = 256 * mib}, 300), (HashCost{256 * mib, 10}));
}

TEST(HashSearch, StepsBackFromPassesThatTookTooLong) {
  const HashSearch search{.target = 0.050, .most_memory = 19 * mib};
  std::vector<HashTime> measured{{least_hash_cost, 0.01, 0.0124}};
  ASSERT_EQ(next_to_measure(search, measured), (HashCost{19 * mib, 8}));
  measured.push_back({{19 * mib, 8}, 0.051, 0.051});
  ASSERT_EQ(next_to_measure(search, measured), (HashCost{19 * mib, 7}));
  measured.push_back({{19 * mib, 7}, 0.045, 0.045});
  EXPECT_EQ(next_to_measure(search, measured), std::nullopt);
  EXPECT_EQ(dearest_within(search.target, measured).cost, (HashCost{19 * mib, 7}));
}

TEST(HashSearch, EndsWhateverTheMachineDoes) {
  std::uint64_t state = 1;
  for (int machine = 0; machine < 200; ++machine) {
    std::vector<HashTime> measured;
    while (const auto cost = next_to_measure({.target = 0.05, .most_memory = 256 * mib}, measured)) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      const double time = 0.1 * static_cast<double>(state >> 40U) / static_cast<double>(1U << 24U);
      measured.push_back({*cost, time, time});
      ASSERT_LE(measured.size(), 16U);
      ASSERT_GE(*cost, least_hash_cost);
      ASSERT_LE(cost->memory, 256 * mib);
      ASSERT_LE(cost->passes, 10U);
    }
  }
}

}  // namespace
}  // namespace gatehouse::server
