#include "auth/http/device_token.hpp"

#include <gtest/gtest.h>

namespace gatehouse::auth::api {
namespace {

std::string found(http::Headers headers) {
  http::Request request;
  request.headers = std::move(headers);
  return device_token_of(request).value_or("none");
}

TEST(DeviceTokenOfARequest, StandsInItsHeader) {
  EXPECT_EQ(found({{"x-device-token", "abc"}}), "abc");
  EXPECT_EQ(found({{"x-device-token", "abc"}, {"cookie", "gatehouse_device=other"}}), "abc");
}

TEST(DeviceTokenOfARequest, StandsInTheCookie) {
  EXPECT_EQ(found({{"cookie", "gatehouse_device=abc"}}), "abc");
  EXPECT_EQ(found({{"cookie", "a=b; gatehouse_device=abc.d=e; c=d"}}), "abc.d=e");
}

TEST(DeviceTokenOfARequest, MayBeAbsent) {
  EXPECT_EQ(found({}), "none");
  EXPECT_EQ(found({{"cookie", ""}}), "none");
  EXPECT_EQ(found({{"cookie", "a=b"}}), "none");
  EXPECT_EQ(found({{"cookie", "gatehouse_devices=abc; xgatehouse_device=abc; gatehouse_device"}}), "none");
}

TEST(DeviceTokenOfARequest, StandsOnce) {
  EXPECT_EQ(found({{"cookie", "gatehouse_device=a; gatehouse_device=b"}}), "none");
  EXPECT_EQ(found({{"x-device-token", "a"}, {"x-device-token", "b"}}), "none");
}

}  // namespace
}  // namespace gatehouse::auth::api
