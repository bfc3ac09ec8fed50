#include "auth/domain/device_label.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gatehouse::auth {
namespace {

TEST(DeviceLabel, NamesTheBrowserAndTheSystem) {
  const std::string webkit = "AppleWebKit/537.36 (KHTML, like Gecko) ";
  EXPECT_EQ(device_label("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"),
            "Firefox on Linux");
  EXPECT_EQ(
      device_label("Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + webkit + "Chrome/120.0 Safari/537.36"),
      "Chrome on Windows");
  EXPECT_EQ(device_label("Mozilla/5.0 (Windows NT 10.0) " + webkit + "Chrome/120.0 Safari/537.36 Edg/120.0"),
            "Edge on Windows");
  EXPECT_EQ(device_label("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like "
                         "Gecko) Version/17.5 Safari/605.1.15"),
            "Safari on macOS");
  EXPECT_EQ(
      device_label("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
                   "like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"),
      "Safari on iPhone");
  EXPECT_EQ(device_label("Mozilla/5.0 (Linux; Android 14) " + webkit + "Chrome/126.0 Mobile Safari/537.36"),
            "Chrome on Android");
}

TEST(DeviceLabel, FallsBackToTheFirstProduct) {
  EXPECT_EQ(device_label("curl/8.5.0"), "curl/8.5.0");
  EXPECT_EQ(device_label("  okhttp/4.12 (something else)"), "okhttp/4.12");
  EXPECT_EQ(device_label("Go-http-client/2.0 (Linux)"), "Go-http-client/2.0 on Linux");
}

TEST(DeviceLabel, IsUnknownWhereThereIsNone) {
  for (const char* nothing : {"", " ", "\t\n", "한국어"}) EXPECT_EQ(device_label(nothing), "unknown");
}

TEST(DeviceLabel, IsShortAndPrintableWhateverComes) {
  for (const std::string& hostile :
       {std::string(10'000, 'x'), std::string("\x1B[2J\r\nSet-Cookie: x"), std::string("a\0b", 3),
        std::string(60, 'y') + " (Windows)", std::string("\xFF\xFEz")}) {
    const auto label = device_label(hostile);
    EXPECT_FALSE(label.empty());
    EXPECT_LE(label.size(), 64U);
    EXPECT_TRUE(std::ranges::all_of(label, [](char c) { return c >= 0x20 && c < 0x7F; })) << label;
  }
}

}  // namespace
}  // namespace gatehouse::auth
