#include "auth/adapters/keyed_code_hashes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::auth::adapters {
namespace {

KeyedCodeHashes hashes_under(char key) { return KeyedCodeHashes(crypto::SecretBytes(std::string(32, key))); }

const auto code = VerificationCode::from_number(42137);

TEST(CodeHashes, AreOfOnePurposeUserAndAddress) {
  auto hashes = hashes_under('k');
  const auto hash = hashes.hash(Purpose::verify_email, UserId{1}, "kim@example.com", code);
  EXPECT_EQ(hashes.hash(Purpose::verify_email, UserId{1}, "kim@example.com", code), hash);
  EXPECT_NE(hashes.hash(Purpose::reset_password, UserId{1}, "kim@example.com", code), hash);
  EXPECT_NE(hashes.hash(Purpose::verify_email, UserId{2}, "kim@example.com", code), hash);
  EXPECT_NE(hashes.hash(Purpose::verify_email, UserId{1}, "lee@example.com", code), hash);
  EXPECT_NE(
      hashes.hash(Purpose::verify_email, UserId{1}, "kim@example.com", VerificationCode::from_number(1)),
      hash);
}

// Who has stolen the table could try all codes there are, if it took no key.
TEST(CodeHashes, AreOfOneKey) {
  EXPECT_NE(hashes_under('k').hash(Purpose::verify_email, UserId{1}, "kim@example.com", code),
            hashes_under('x').hash(Purpose::verify_email, UserId{1}, "kim@example.com", code));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
