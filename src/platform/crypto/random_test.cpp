#include "platform/crypto/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "platform/crypto/base64url.hpp"

namespace gatehouse::crypto {
namespace {

TEST(Random, GivesAsManyOctetsAsAsked) {
  EXPECT_EQ(random_octets(0), "");
  EXPECT_EQ(random_octets(33).size(), 33U);
}

TEST(Random, TokensAreBase64UrlAndDoNotRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_token(16));
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(from_base64url(*seen.begin())->size(), 16U);
}

// Attack case C13. With 9 degrees of freedom a fair generator is beyond 60 less than once in 10^8 runs.
TEST(Random, NumbersAreUniform) {
  constexpr int draws = 100'000;
  std::array<int, 10> counts{};
  for (int i = 0; i < draws; ++i) ++counts.at(random_below(1'000'000) / 100'000);
  double chi_squared = 0;
  for (const int count : counts)
    chi_squared += (count - draws / 10.0) * (count - draws / 10.0) / (draws / 10.0);
  EXPECT_LT(chi_squared, 60);
}

}  // namespace
}  // namespace gatehouse::crypto
