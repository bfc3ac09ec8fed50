#include "kernel/ids.hpp"

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

TEST(ParseId, TakesCanonicalDecimals) {
  EXPECT_EQ(parse_id("1"), 1);
  EXPECT_EQ(parse_id("9007199254740991"), max_id);
}

class RefusedId : public testing::TestWithParam<const char*> {};

TEST_P(RefusedId, IsNoId) { EXPECT_EQ(parse_id(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(ParseId, RefusedId,
                         testing::Values("", "0", "01", "+1", "-1", "1.0", "1e0", "0x1", " 1", "1 ", "1,2", "%31", "١",
                                         "9007199254740992", "9223372036854775808", "18446744073709551617"));

}  // namespace
}  // namespace gatehouse
