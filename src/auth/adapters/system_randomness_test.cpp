#include "auth/adapters/system_randomness.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace gatehouse::auth::adapters {
namespace {

// One digit of ten that is drawn evenly is missing from one place of 2,000 codes less than once in 10^90
// runs.
TEST(SystemRandomness, DrawsCodesFromAllDigitsInEachPlace) {
  SystemRandomness randomness;
  std::vector<std::set<char>> seen(VerificationCode::digits);
  for (int drawn = 0; drawn < 2'000; ++drawn) {
    const std::string code = randomness.code().text();
    for (std::size_t place = 0; place < seen.size(); ++place) seen[place].insert(code.at(place));
  }
  for (const auto& digits : seen) EXPECT_EQ(digits.size(), 10U);
}

TEST(SystemRandomness, DrawsTokensThatNobodyGuesses) {
  SystemRandomness randomness;
  EXPECT_EQ(randomness.token_id().size(), 22U);  // 128 bits
  EXPECT_EQ(randomness.secret().size(), 43U);    // 256 bits
  EXPECT_NE(randomness.secret(), randomness.secret());
}

}  // namespace
}  // namespace gatehouse::auth::adapters
