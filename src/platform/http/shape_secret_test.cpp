#include "platform/http/shape_secret.hpp"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <type_traits>

#include "platform/http/shape_member.hpp"

namespace gatehouse::http {
namespace {

static_assert(!std::is_copy_constructible_v<SecretText> && !std::is_copy_assignable_v<SecretText>);

/// What a short text, which a string keeps inside itself, leaves behind in the place where it was.
template <class Use>
std::string left_by(Use use) {
  alignas(SecretText) static std::array<char, sizeof(SecretText)> place;
  place.fill('.');
  auto* secret = std::construct_at(reinterpret_cast<SecretText*>(place.data()), std::string("hunter2"));
  use(*secret);
  std::destroy_at(secret);
  const volatile char* bytes = place.data();
  std::string left;
  for (std::size_t i = 0; i < place.size(); ++i) left += bytes[i];
  return left;
}

TEST(SecretText, IsWipedWhenItGoes) {
  EXPECT_EQ(left_by([](SecretText& secret) { EXPECT_EQ(secret.view(), "hunter2"); }).find("unter"),
            std::string::npos);
}

TEST(SecretText, LeavesNothingWhereItWasMovedFrom) {
  EXPECT_EQ(left_by([](SecretText& secret) {
              const SecretText other(std::move(secret));
              EXPECT_EQ(other.view(), "hunter2");
              EXPECT_EQ(secret.view(), "");
            }).find("unter"),
            std::string::npos);
}

TEST(SecretText, IsReadFromJsonWhichKeepsNothingOfIt) {
  json::Value value{.kind = json::Kind::string, .text = "hunter2"};
  const char* where = value.text.data();
  SecretText secret;
  EXPECT_TRUE(Member<SecretText>::read(value, secret));
  EXPECT_EQ(secret.view(), "hunter2");
  EXPECT_EQ(std::string(where, 7), std::string(7, '\0'));
  value.kind = json::Kind::integer;
  EXPECT_FALSE(Member<SecretText>::read(value, secret));
}

}  // namespace
}  // namespace gatehouse::http
