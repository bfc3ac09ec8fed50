#include "platform/crypto/signing_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace gatehouse::crypto {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const SigningKey& key_of(SigningAlgorithm algorithm) {
  static std::map<SigningAlgorithm, SigningKey> made;
  const auto known = made.find(algorithm);
  if (known != made.end()) return known->second;
  return made.emplace(algorithm, SigningKey::generate(algorithm)).first->second;
}

class EachAlgorithm : public ::testing::TestWithParam<SigningAlgorithm> {
 protected:
  const SigningKey& key() const { return key_of(GetParam()); }
};

TEST_P(EachAlgorithm, VerifiesWhatItSigned) {
  const auto signature = key().sign("message");
  EXPECT_EQ(key().algorithm(), GetParam());
  EXPECT_TRUE(key().verifying_key().verify("message", signature));
  EXPECT_FALSE(key().verifying_key().verify("another message", signature));
}

TEST_P(EachAlgorithm, IsReadAgainFromItsPrivateForm) {
  const auto again = SigningKey::from_private_form(GetParam(), key().private_form());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->verifying_key().jwk(), key().verifying_key().jwk());
  EXPECT_TRUE(key().verifying_key().verify("message", again->sign("message")));
}

// Attack case J03.
TEST_P(EachAlgorithm, VerifiesNothingOfTheOthers) {
  for (const auto other : signing_algorithms) {
    if (other == GetParam()) continue;
    EXPECT_FALSE(key().verifying_key().verify("message", key_of(other).sign("message"))) << name_of(other);
    EXPECT_FALSE(SigningKey::from_private_form(other, key().private_form())) << name_of(other);
  }
}

TEST_P(EachAlgorithm, IsPublishedUnderItsNameAndThumbprint) {
  const auto& public_half = key().verifying_key();
  EXPECT_THAT(public_half.jwk(), AllOf(StartsWith(R"({"kty":")"),
                                       HasSubstr(R"("use":"sig","alg":")" + std::string(name_of(GetParam())) +
                                                 R"(","kid":")" + public_half.thumbprint() + R"("})")));
}

// Attack case J21.
TEST_P(EachAlgorithm, IsPublishedWithoutAnythingPrivate) {
  for (const auto* member : {"d", "p", "q", "dp", "dq", "qi", "k", "oth"})
    EXPECT_THAT(key().verifying_key().jwk(), Not(HasSubstr('"' + std::string(member) + '"')));
}

TEST_P(EachAlgorithm, IsFoundByItsExactName) {
  const std::string name(name_of(GetParam()));
  EXPECT_EQ(algorithm_named(name), GetParam());
  EXPECT_FALSE(algorithm_named(name + " "));
  std::string other_case = name;
  for (char& c : other_case) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : static_cast<char>(c | 32);
  EXPECT_FALSE(algorithm_named(other_case));
}

INSTANTIATE_TEST_SUITE_P(Keys, EachAlgorithm, ::testing::ValuesIn(signing_algorithms),
                         [](const auto& row) { return std::string(name_of(row.param)); });

TEST(SigningAlgorithmNames, AreThoseThatWeSignWithAlone) {
  for (const auto* name : {"", "none", "HS256", "RS512", "PS256", "ES384", "Ed25519", "ES256K"})
    EXPECT_FALSE(algorithm_named(name)) << name;
}

// Attack case J04.
TEST(Es256SigningKey, RefusesASignatureOfZeros) {
  EXPECT_FALSE(key_of(SigningAlgorithm::es256).verifying_key().verify("message", std::string(64, '\0')));
}

/// The example of RFC 7638, 3.1.
TEST(Thumbprint, IsThatOfRfc7638) {
  const JwkMembers members{{"kty", "RSA"},
                           {"n",
                            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1"
                            "L6tSoc_BJECPebWKRXjBZC"
                            "iFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_"
                            "FDW2QvzqY368QQMicAtaSqzs8KJZg"
                            "nYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-"
                            "bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIq"
                            "bw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"},
                           {"e", "AQAB"}};
  EXPECT_EQ(thumbprint(members), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

}  // namespace
}  // namespace gatehouse::crypto
