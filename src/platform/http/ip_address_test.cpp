#include "platform/http/ip_address.hpp"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

using namespace std::string_view_literals;

std::string told(std::string_view text) {
  const auto address = IpAddress::parse(text);
  return address ? address->to_text() : "none";
}

TEST(IpAddress, HasOneForm) {
  EXPECT_EQ(told("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(told("::FFFF:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(told("::ffff:c000:201"), "192.0.2.1");
  EXPECT_EQ(told("2001:DB8:0:0:0:0:0:1"), "2001:db8::1");
  EXPECT_EQ(told("::1"), "::1");
  EXPECT_EQ(*IpAddress::parse("::ffff:192.0.2.1"), *IpAddress::parse("192.0.2.1"));
}

TEST(IpAddress, IsNothingElse) {
  for (const auto text : {""sv, "1"sv, "1.2.3"sv, "1.2.3.4.5"sv, "01.2.3.4"sv, "256.2.3.4"sv, "0x7f.0.0.1"sv,
                          "1.2.3.4 "sv, " 1.2.3.4"sv, "1.2.3.4:80"sv, "[::1]"sv, "::1%lo"sv, ":::"sv,
                          "g::1"sv, "localhost"sv, "1.2.3.4\0x"sv, "unknown"sv, "_hidden"sv}) {
    EXPECT_EQ(told(text), "none") << text;
  }
}

bool holds(std::string_view range, std::string_view address) {
  return AddressRange::parse(range)->holds(*IpAddress::parse(address));
}

TEST(AddressRange, HoldsWhatBeginsAsItDoes) {
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.255.255"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
  EXPECT_TRUE(holds("192.0.2.128/25", "192.0.2.255"));
  EXPECT_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
  EXPECT_TRUE(holds("192.0.2.1", "192.0.2.1"));
  EXPECT_FALSE(holds("192.0.2.1", "192.0.2.0"));
  EXPECT_TRUE(holds("192.0.2.1/32", "::ffff:192.0.2.1"));
  EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(holds("0.0.0.0/0", "255.1.1.1"));
  EXPECT_FALSE(holds("0.0.0.0/0", "::1"));
  EXPECT_FALSE(holds("::/0", "127.0.0.1"));
}

TEST(AddressRange, IsRefusedWhereItSaysLessOrMoreThanARange) {
  for (const char* text :
       {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/8/8",
        "10.0.0.0/8 ", "::/129", "10.0.0.1/8", "2001:db8::1/64", "10.0.0.0/255.0.0.0", "example.com/8"}) {
    EXPECT_FALSE(AddressRange::parse(text)) << text;
  }
  EXPECT_EQ(AddressRange::parse("10.0.0.1/8").error(), "has bits set beyond its first 8");
  EXPECT_EQ(AddressRange::parse("::/200").error(), "has no number from 0 to 128 after its slash");
}

}  // namespace
}  // namespace gatehouse::http
