#include "auth/adapters/signed_device_tokens.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

constexpr UserId kim{1};
constexpr UserId lee{2};

class DeviceToken : public ::testing::Test {
 protected:
  SignedDeviceTokens tokens(char key, milliseconds lifetime = days{180}) const {
    return {crypto::SecretBytes(std::string(32, key)), lifetime, clock_};
  }

  testing::ManualClock clock_;
  SignedDeviceTokens tokens_ = tokens('k');
  std::string token_ = tokens_.issue(kim, std::nullopt);
};

TEST_F(DeviceToken, NamesItsDevice) {
  const auto device = tokens_.read(kim, token_);
  ASSERT_TRUE(device);
  EXPECT_EQ(device->size(), 22U);
  EXPECT_NE(tokens_.read(kim, tokens_.issue(kim, std::nullopt)), device);
}

TEST_F(DeviceToken, KeepsItsDeviceWhenItIsIssuedAgain) {
  const auto device = tokens_.read(kim, token_);
  clock_.advance(days{100});
  const std::string again = tokens_.issue(kim, device);
  EXPECT_NE(again, token_);
  EXPECT_EQ(tokens_.read(kim, again), device);
  clock_.advance(days{100});
  EXPECT_EQ(tokens_.read(kim, again), device);
  EXPECT_EQ(tokens_.read(kim, token_), std::nullopt);
}

TEST_F(DeviceToken, IsOfOneAccount) { EXPECT_EQ(tokens_.read(lee, token_), std::nullopt); }

TEST_F(DeviceToken, IsOfOneInstallation) { EXPECT_EQ(tokens('x').read(kim, token_), std::nullopt); }

TEST_F(DeviceToken, Expires) {
  clock_.advance(days{180} - milliseconds{1});
  EXPECT_TRUE(tokens_.read(kim, token_));
  clock_.advance(milliseconds{1});
  EXPECT_EQ(tokens_.read(kim, token_), std::nullopt);
}

TEST_F(DeviceToken, ObeysALifetimeThatWasShortenedAndNoneThatWasProlonged) {
  clock_.advance(days{31});
  EXPECT_EQ(tokens('k', days{30}).read(kim, token_), std::nullopt);
  clock_.advance(days{150});
  EXPECT_EQ(tokens('k', days{400}).read(kim, token_), std::nullopt);
}

TEST_F(DeviceToken, IsRefusedWithAnyCharacterChanged) {
  for (std::size_t i = 0; i < token_.size(); ++i) {
    for (const char other : {'A', 'B', '.', '\0', ' '}) {
      std::string changed = token_;
      changed[i] = other;
      if (changed != token_) EXPECT_EQ(tokens_.read(kim, changed), std::nullopt) << i << other;
    }
  }
}

TEST_F(DeviceToken, IsRefusedCutOrProlonged) {
  for (std::size_t size = 0; size < token_.size(); ++size) {
    EXPECT_EQ(tokens_.read(kim, token_.substr(0, size)), std::nullopt) << size;
  }
  EXPECT_EQ(tokens_.read(kim, token_ + "A"), std::nullopt);
  EXPECT_EQ(tokens_.read(kim, token_ + "="), std::nullopt);
  EXPECT_EQ(tokens_.read(kim, std::string(100'000, 'A')), std::nullopt);
  EXPECT_EQ(tokens_.read(kim, "."), std::nullopt);
}

}  // namespace
}  // namespace gatehouse::auth::adapters
