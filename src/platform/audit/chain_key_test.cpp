#include "platform/audit/chain_key.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::audit {
namespace {

TEST(ChainKey, GivesAnEventAnotherHashInEachPlaceAndBehindEachOther) {
  const ChainKey key(crypto::SecretBytes(std::string(32, 'k')));
  const Entry entry{.at = 1, .what = "sign_in", .outcome = "success"};
  const auto hash = key.chained({"before", 2, 7}, entry);
  EXPECT_EQ(key.chained({"before", 2, 7}, entry), hash);
  EXPECT_NE(key.chained({"another", 2, 7}, entry), hash);
  EXPECT_NE(key.chained({"before", 3, 7}, entry), hash);
  EXPECT_NE(key.chained({"before", 2, 8}, entry), hash);
  EXPECT_NE(key.chained_as_foreign({"before", 2, 7}, entry), hash);
}

}  // namespace
}  // namespace gatehouse::audit
