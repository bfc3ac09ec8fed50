#include "platform/throttle/network.hpp"

#include <gtest/gtest.h>

namespace gatehouse::throttle {
namespace {

TEST(NetworkOf, TellsSingleAddressesOfIpv4Apart) {
  EXPECT_EQ(network_of("192.0.2.1"), "192.0.2.1");
  EXPECT_NE(network_of("192.0.2.1"), network_of("192.0.2.2"));
}

TEST(NetworkOf, TakesAllOfASlash64AsOne) {
  EXPECT_EQ(network_of("2001:db8:1:2::1"), network_of("2001:0DB8:1:2:ffff:ffff:ffff:ffff"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
}

TEST(NetworkOf, TakesAMappedAddressAsTheOneOfIpv4) {
  EXPECT_EQ(network_of("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(network_of("::ffff:c000:201"), "192.0.2.1");
}

TEST(NetworkOf, LeavesTheNameOfTheInterfaceOut) {
  EXPECT_EQ(network_of("fe80::1%eth0"), network_of("fe80::2%eth1"));
}

TEST(NetworkOf, TakesWhatIsNoAddressAsItIs) {
  EXPECT_EQ(network_of(""), "");
  EXPECT_EQ(network_of("unix:"), "unix:");
  EXPECT_EQ(network_of("192.0.2"), "192.0.2");
}

}  // namespace
}  // namespace gatehouse::throttle
