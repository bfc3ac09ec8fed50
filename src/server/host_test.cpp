#include "server/host.hpp"

#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

TEST(HostOf, IsWhatStandsBetweenSchemeAndPortOrPath) {
  EXPECT_EQ(host_of("http://localhost:8080"), "localhost");
  EXPECT_EQ(host_of("https://Id.Example.com/members/"), "id.example.com");
  EXPECT_EQ(host_of("https://192.0.2.7:443/a:b"), "192.0.2.7");
  EXPECT_EQ(host_of("https://[2001:db8::1]:8443/x"), "2001:db8::1");
}

TEST(ThisMachine, IsMeantByNamesAndAddressesOfTheLoopback) {
  for (const auto* host : {"localhost", "id.localhost", "127.0.0.1", "127.8.8.8", "::1"})
    EXPECT_TRUE(is_this_machine(host)) << host;
  for (const auto* host : {"id.example.com", "localhost.example.com", "127.example.com", "notlocalhost",
                           "10.0.0.1", "::", "2001:db8::1", ""})
    EXPECT_FALSE(is_this_machine(host)) << host;
}

}  // namespace
}  // namespace gatehouse::server
