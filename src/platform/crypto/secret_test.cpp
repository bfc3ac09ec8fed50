#include "platform/crypto/secret.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace gatehouse::crypto {
namespace {

TEST(SecretBytes, AreMovedAndNeverCopied) {
  static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
  SecretBytes first("secret");
  SecretBytes second(std::move(first));
  EXPECT_EQ(second.view(), "secret");
  SecretBytes third("older");
  third = std::move(second);
  EXPECT_EQ(third.view(), "secret");
}

TEST(Erase, OverwritesTheTextInPlace) {
  std::string text = "a secret that is longer than a small string holds inside itself";
  const char* place = text.data();
  const std::size_t size = text.size();
  text.reserve(size);
  erase(text);
  EXPECT_TRUE(text.empty());
  // The buffer is still the string's own: `clear` keeps it.
  ASSERT_EQ(text.data(), place);
  text.resize(0);
  EXPECT_EQ(std::string_view(place + 1, size - 1).find_first_not_of('\0'), std::string_view::npos);
}

}  // namespace
}  // namespace gatehouse::crypto
