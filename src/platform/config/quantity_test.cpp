#include "platform/config/quantity.hpp"

#include <gtest/gtest.h>

namespace gatehouse::config {
namespace {

using std::chrono::milliseconds;

TEST(Duration, IsReadWithItsUnit) {
  EXPECT_EQ(parse_duration("500ms"), milliseconds{500});
  EXPECT_EQ(parse_duration("10s"), milliseconds{10'000});
  EXPECT_EQ(parse_duration("15m"), milliseconds{900'000});
  EXPECT_EQ(parse_duration("2h"), milliseconds{7'200'000});
  EXPECT_EQ(parse_duration("14d"), milliseconds{1'209'600'000});
}

TEST(Duration, IsInSecondsWithoutAUnit) {
  EXPECT_EQ(parse_duration("10"), milliseconds{10'000});
  EXPECT_EQ(parse_duration("0"), milliseconds{0});
}

TEST(Duration, IsWrittenInTheLargestUnitThatHoldsIt) {
  for (const std::string text : {"500ms", "1500ms", "10s", "90s", "15m", "36h", "14d", "0s"}) {
    EXPECT_EQ(duration_text(*parse_duration(text)), text);
  }
  EXPECT_EQ(duration_text(milliseconds{3'600'000}), "1h");
}

class BadDuration : public testing::TestWithParam<std::string> {};

TEST_P(BadDuration, IsNone) { EXPECT_EQ(parse_duration(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(Duration, BadDuration,
                         testing::Values("", "s", "ms", "-1s", "+1s", "1.5s", "1 s", " 1s", "1s ", "1S", "1w",
                                         "0x10s", "1e3", "9223372036854775807s", "9223372036854775808",
                                         "106751991168d", "1m30s"));

TEST(Size, IsReadWithItsUnit) {
  EXPECT_EQ(parse_size("16KiB"), 16'384);
  EXPECT_EQ(parse_size("19MiB"), 19 * 1'048'576);
  EXPECT_EQ(parse_size("1GiB"), 1'073'741'824);
  EXPECT_EQ(parse_size("100"), 100);
}

TEST(Size, IsWrittenInTheLargestUnitThatHoldsIt) {
  for (const std::string text : {"100", "16KiB", "19MiB", "2GiB", "0"})
    EXPECT_EQ(size_text(*parse_size(text)), text);
}

class BadSize : public testing::TestWithParam<std::string> {};

TEST_P(BadSize, IsNone) { EXPECT_EQ(parse_size(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(Size, BadSize,
                         testing::Values("", "KiB", "16kb", "16KB", "16 KiB", "-1", "1.5MiB",
                                         "9007199254740992GiB"));

}  // namespace
}  // namespace gatehouse::config
