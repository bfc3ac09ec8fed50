#include "platform/config/address.hpp"

#include <gtest/gtest.h>

namespace gatehouse::config {
namespace {

TEST(Address, IsReadAndWrittenBack) {
  for (const std::string text : {"127.0.0.1:8080", "0.0.0.0:0", "[::1]:9090", "[fe80::1]:1",
                                 "localhost:65535", "auth-1.example.com:80"}) {
    const auto address = parse_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->text(), text);
  }
}

TEST(Address, HoldsAHostWithoutBrackets) { EXPECT_EQ(parse_address("[::1]:80"), (Address{"::1", 80})); }

class BadAddress : public testing::TestWithParam<std::string> {};

TEST_P(BadAddress, IsNone) { EXPECT_EQ(parse_address(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(Address, BadAddress,
                         testing::Values("", ":", "8080", ":8080", "127.0.0.1",
                                         "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1",
                                         "127.0.0.1:80 ", "127.0.0.1:8080/", "127.0.0.1:123456", "::1:80",
                                         "[::1]", "[::1]:", "[127.0.0.1]:80", "[]:80", "256.0.0.1:80",
                                         "1.2.3:80", "a b:80", "user@host:80", "-host:80", "http://host:80"));

TEST(Address, KnowsLoopback) {
  EXPECT_TRUE(parse_address("127.0.0.2:1")->is_loopback());
  EXPECT_TRUE(parse_address("[::1]:1")->is_loopback());
  EXPECT_TRUE(parse_address("localhost:1")->is_loopback());
  EXPECT_FALSE(parse_address("0.0.0.0:1")->is_loopback());
  EXPECT_FALSE(parse_address("10.0.0.1:1")->is_loopback());
  EXPECT_FALSE(parse_address("127.example.com:1")->is_loopback());
}

}  // namespace
}  // namespace gatehouse::config
