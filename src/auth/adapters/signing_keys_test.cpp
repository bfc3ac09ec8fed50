#include "auth/adapters/signing_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "auth/adapters/tables.hpp"
#include "platform/crypto/base64url.hpp"
#include "tests/support/auth/key_house.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

class StoredSigningKeys : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  std::unique_ptr<testing::KeyHouse> house(char master_key = 'k') {
    return std::make_unique<testing::KeyHouse>(*database_, clock_, KeyPolicy{}, master_key);
  }

  void change(std::string_view statement) {
    database_->write([&](sql::Connection& connection) { return connection.execute(statement); });
  }

  std::string refusal(char master_key = 'k') {
    try {
      house(master_key);
    } catch (const SigningKeyRefused& refused) {
      return refused.what();
    }
    return "taken";
  }

  testing::ManualClock clock_;
  testing::FreshDatabase database_{GetParam(), tables()};
};

TEST_P(StoredSigningKeys, AreMadeOnceAndReadAgain) {
  const auto first = house();
  const auto again = house();
  EXPECT_EQ(again->keys().active()->kid, first->keys().active()->kid);
  EXPECT_EQ(again->keys().document(), first->keys().document());
  const auto key = again->keys().find(first->keys().active()->kid);
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->key.verifying_key().verify("message", first->keys().active()->key.sign("message")));
}

TEST_P(StoredSigningKeys, AreTheSameForServersThatStartTogether) {
  std::vector<std::string> kids(8);
  {
    std::vector<std::jthread> servers;
    for (auto& kid : kids) servers.emplace_back([&] { kid = house()->keys().active()->kid; });
  }
  EXPECT_THAT(kids, Each(kids.front()));
}

TEST_P(StoredSigningKeys, ArePublishedWithTheirPublicMembersAlone) {
  const auto made = house();
  const auto& keys = made->keys();
  EXPECT_EQ(keys.document(), R"({"keys":[)" + keys.active()->key.verifying_key().jwk() + "]}");
  EXPECT_THAT(keys.document(), AllOf(HasSubstr(R"("kty":"EC","crv":"P-256","x":")"),
                                     HasSubstr(R"("alg":"ES256")"), Not(HasSubstr(R"("d":)"))));
}

TEST_P(StoredSigningKeys, AreNamedByTheirThumbprint) {
  const auto key = house()->keys().active();
  EXPECT_EQ(key->kid, key->key.verifying_key().thumbprint());
}

TEST_P(StoredSigningKeys, AreNotFoundUnderAnotherName) {
  const auto made = house();
  for (const auto* kid : {"", "unknown", "../../dev/null", "' OR 1=1", "|id"})
    EXPECT_FALSE(made->keys().find(kid)) << kid;
}

TEST_P(StoredSigningKeys, SayNothingOfThePrivateHalfInTheDatabase) {
  const auto made = house();
  const std::string form(made->keys().active()->key.private_form().view());
  const auto stored = crypto::from_base64url(made->store.stored().at(0).sealed_private);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->find(form.substr(0, 16)), std::string::npos);
}

TEST_P(StoredSigningKeys, AreRefusedUnderAnotherMasterKeyAndNoNewOneIsMade) {
  const auto first = house();
  EXPECT_THAT(refusal('l'), HasSubstr("another master key"));
  EXPECT_EQ(house()->keys().active()->kid, first->keys().active()->kid);
}

// Attack case F15.
TEST_P(StoredSigningKeys, AreRefusedWhereTheyAreDamaged) {
  for (const auto* damage :
       {"UPDATE signing_keys SET sealed_private = 'garbage'", "UPDATE signing_keys SET sealed_private = ''",
        "UPDATE signing_keys SET kid = 'other'", "UPDATE signing_keys SET algorithm = 'none'",
        "UPDATE signing_keys SET algorithm = 'EdDSA'", "UPDATE signing_keys SET public_jwk = '{}'"}) {
    change("DELETE FROM signing_keys");
    house();
    change(damage);
    EXPECT_NE(refusal(), "taken") << damage;
  }
}

TEST_P(StoredSigningKeys, FromBeforeRotationsGoOn) {
  const auto before = house()->keys().active()->kid;
  change("UPDATE signing_keys SET signs_from = 0, retires_at = NULL");
  EXPECT_EQ(house()->keys().active()->kid, before);
}

TEST_P(StoredSigningKeys, OfEachAlgorithmSignAndAreReadAgain) {
  for (const auto algorithm : crypto::signing_algorithms) {
    change("DELETE FROM signing_keys");
    testing::KeyHouse made(*database_, clock_, {.algorithm = std::string(name_of(algorithm))});
    EXPECT_EQ(made.keys().active()->key.algorithm(), algorithm);
    EXPECT_EQ(house()->keys().document(), made.keys().document());
  }
}

INSTANTIATE_TEST_SUITE_P(Databases, StoredSigningKeys, testing::both_dialects(), testing::dialect_name);

}  // namespace
}  // namespace gatehouse::auth::adapters
