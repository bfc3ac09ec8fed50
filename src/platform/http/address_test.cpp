#include "platform/http/address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

using ::testing::HasSubstr;

TEST(Address, ReadsNumericAddressesAndLocalhost) {
  EXPECT_EQ(parse_listen("127.0.0.1:8080"), (ListenAddress{"127.0.0.1", 8080}));
  EXPECT_EQ(parse_listen("[::1]:8080"), (ListenAddress{"::1", 8080}));
  EXPECT_EQ(parse_listen("localhost:0"), (ListenAddress{"127.0.0.1", 0}));
}

TEST(Address, WritesWhatItReads) {
  for (const auto* text : {"0.0.0.0:80", "[::]:65535", "[2001:db8::1]:1"})
    EXPECT_EQ(to_text(parse_listen(text).value()), text);
}

TEST(Address, SaysWhatIsWrong) {
  EXPECT_THAT(parse_listen("127.0.0.1").error(), HasSubstr("the port is missing"));
  EXPECT_THAT(parse_listen("").error(), HasSubstr("the port is missing"));
  EXPECT_THAT(parse_listen("::1:80").error(), HasSubstr("brackets"));
  for (const auto* port : {"127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80 "})
    EXPECT_THAT(parse_listen(port).error(), HasSubstr("0 to 65535")) << port;
  for (const auto* host :
       {":80", "example.com:80", "[127.0.0.1]:80", "[]:80", "256.0.0.1:80", "[localhost]:80"})
    EXPECT_THAT(parse_listen(host).error(), HasSubstr("numeric address")) << host;
}

TEST(Address, KnowsWhatOnlyThisMachineReaches) {
  EXPECT_TRUE(is_loopback({"127.0.0.2", 1}));
  EXPECT_TRUE(is_loopback({"::1", 1}));
  EXPECT_FALSE(is_loopback({"0.0.0.0", 1}));
  EXPECT_FALSE(is_loopback({"::", 1}));
}

}  // namespace
}  // namespace gatehouse::http
