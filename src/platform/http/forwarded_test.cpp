#include "platform/http/forwarded.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

/// Of a request that came from `peer` by way of `lines`, where the proxies are 10.0.0.0/8 and 2001:db8::/32.
std::string client(std::string_view peer, const std::vector<std::string>& lines) {
  const std::vector<AddressRange> trusted{*AddressRange::parse("10.0.0.0/8"),
                                          *AddressRange::parse("2001:db8::/32")};
  Headers headers{{"host", "a"}};
  for (const std::string& line : lines) headers.emplace_back("x-forwarded-for", line);
  headers.emplace_back("forwarded", "for=198.51.100.9");
  headers.emplace_back("x-real-ip", "198.51.100.9");
  return client_address(peer, headers, trusted);
}

TEST(ClientAddress, IsThePeerWhereNoProxyOfOursSpeaks) {
  EXPECT_EQ(client("192.0.2.1", {"198.51.100.1"}), "192.0.2.1");
  EXPECT_EQ(client("192.0.2.1", {"10.0.0.1"}), "192.0.2.1");
  EXPECT_EQ(client("10.0.0.1", {}), "10.0.0.1");
  EXPECT_EQ(client_address("10.0.0.1", {{"x-forwarded-for", "198.51.100.1"}}, {}), "10.0.0.1");
  EXPECT_EQ(client("", {"198.51.100.1"}), "");
}

TEST(ClientAddress, IsTheLastEntryThatIsNoProxyOfOurs) {
  EXPECT_EQ(client("10.0.0.1", {"198.51.100.1"}), "198.51.100.1");
  EXPECT_EQ(client("10.0.0.1", {"203.0.113.9, 198.51.100.1"}), "198.51.100.1")
      << "what the client wrote itself";
  EXPECT_EQ(client("10.0.0.1", {"203.0.113.9,198.51.100.1,\t10.0.0.2 , 10.0.0.3"}), "198.51.100.1");
  EXPECT_EQ(client("2001:db8::1", {"2A00::1"}), "2a00::1");
  EXPECT_EQ(client("10.0.0.1", {"::ffff:198.51.100.1"}), "198.51.100.1");
}

TEST(ClientAddress, ReadsSeveralLinesAsOne) {
  EXPECT_EQ(client("10.0.0.1", {"203.0.113.9", "198.51.100.1"}), "198.51.100.1");
  EXPECT_EQ(client("10.0.0.1", {"203.0.113.9, 198.51.100.1", "10.0.0.2"}), "198.51.100.1");
}

TEST(ClientAddress, IsTheFarthestProxyWhereThereIsNobodyElse) {
  EXPECT_EQ(client("10.0.0.1", {"10.0.0.3, 10.0.0.2"}), "10.0.0.3");
}

TEST(ClientAddress, StopsBeforeWhatIsNoAddress) {
  for (const char* garbled : {"", "unknown", "198.51.100", "198.51.100.1.1", "[198.51.100.1]",
                              "198.51.100.1:", "198.51.100.1:x", "198.51.100.1:123456", "[::1", "::1]",
                              "[::1]x", "\"198.51.100.1\"", "for=198.51.100.1", "198.51.100.1;x"}) {
    EXPECT_EQ(client("10.0.0.1", {std::string("203.0.113.9, ") + garbled + ", 10.0.0.2"}), "10.0.0.2")
        << garbled;
    EXPECT_EQ(client("10.0.0.1", {"203.0.113.9", garbled}), "10.0.0.1") << garbled;
  }
}

TEST(ClientAddress, LeavesThePortAway) {
  EXPECT_EQ(client("10.0.0.1", {"198.51.100.1:4711"}), "198.51.100.1");
  EXPECT_EQ(client("10.0.0.1", {"[2a00::1]:4711"}), "2a00::1");
  EXPECT_EQ(client("10.0.0.1", {"[2a00::1]"}), "2a00::1");
}

}  // namespace
}  // namespace gatehouse::http
