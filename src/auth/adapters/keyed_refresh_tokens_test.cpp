#include "auth/adapters/keyed_refresh_tokens.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/base64url.hpp"

namespace gatehouse::auth::adapters {
namespace {

KeyedRefreshTokens tokens_under(char key) {
  return {crypto::SecretBytes(std::string(32, key)),
          crypto::SealedBox(crypto::SecretBytes(std::string(32, 's')))};
}

class RefreshTokenText : public ::testing::Test {
 protected:
  KeyedRefreshTokens tokens = tokens_under('k');
  const std::string session = crypto::to_base64url("0123456789abcdef");
  const std::string seed = tokens.seed();
  const std::string text = tokens.write(session, 258, seed);
};

TEST_F(RefreshTokenText, IsReadBackAndKnown) {
  const auto presented = tokens.read(text);
  ASSERT_TRUE(presented);
  EXPECT_EQ(presented->session, session);
  EXPECT_EQ(presented->generation, 258);
  EXPECT_TRUE(tokens.is_genuine(*presented, seed));
}

TEST_F(RefreshTokenText, IsAlwaysTheSameForTheSameSession) {
  EXPECT_EQ(tokens.write(session, 258, seed), text);
  EXPECT_EQ(tokens_under('k').write(session, 258, seed), text);
}

TEST_F(RefreshTokenText, IsNotGenuineWithAnyBitChanged) {
  const std::string octets = crypto::from_base64url(text).value();
  for (std::size_t bit = 0; bit < octets.size() * 8; ++bit) {
    std::string forged = octets;
    forged[bit / 8] = static_cast<char>(forged[bit / 8] ^ (1 << bit % 8));
    const auto presented = tokens.read(crypto::to_base64url(forged));
    EXPECT_FALSE(presented && tokens.is_genuine(*presented, seed)) << bit;
  }
}

TEST_F(RefreshTokenText, IsNotGenuineUnderAnotherKeySeedOrGeneration) {
  const auto presented = tokens.read(text).value();
  EXPECT_FALSE(tokens.is_genuine(presented, tokens.seed()));
  EXPECT_FALSE(tokens_under('x').is_genuine(presented, seed));
  EXPECT_NE(tokens.write(session, 259, seed), text);
  EXPECT_NE(tokens.write(crypto::to_base64url("0123456789abcdeF"), 258, seed), text);
}

TEST_F(RefreshTokenText, IsNotReadFromAnythingElse) {
  for (const std::string& other : {std::string(), std::string("x"), text + "A", text.substr(1), text + "=",
                                   std::string(text.size(), ' '), std::string(100'000, 'A'),
                                   text.substr(0, text.size() - 1) + '.', '\0' + text.substr(1)}) {
    EXPECT_FALSE(tokens.read(other)) << other.substr(0, 100);
  }
  const std::string octets = crypto::from_base64url(text).value();
  std::string negative = octets;
  negative[16] = '\x80';
  EXPECT_FALSE(tokens.read(crypto::to_base64url(negative)));
}

TEST_F(RefreshTokenText, IsStoredAsAHash) {
  EXPECT_EQ(tokens.hash(text), tokens.hash(text));
  EXPECT_NE(tokens.hash(text), tokens.hash(tokens.write(session, 259, seed)));
  EXPECT_EQ(tokens.hash(text).find(text.substr(32)), std::string::npos);
}

TEST_F(RefreshTokenText, HasASeedOf256Bits) {
  EXPECT_EQ(crypto::from_base64url(seed)->size(), 32U);
  EXPECT_NE(tokens.seed(), seed);
}

TEST_F(RefreshTokenText, SealsTheAccessTokenThatWentWithIt) {
  const auto sealed = tokens.seal("an access token", session, 3);
  EXPECT_EQ(sealed.find("an access token"), std::string::npos);
  EXPECT_EQ(tokens.open(sealed, session, 3), "an access token");
  EXPECT_ANY_THROW(tokens.open(sealed, session, 4));
  EXPECT_ANY_THROW(tokens.open(sealed, crypto::to_base64url("0123456789abcdeF"), 3));
  EXPECT_ANY_THROW(tokens.open(sealed + "A", session, 3));
  EXPECT_ANY_THROW(tokens.open("", session, 3));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
