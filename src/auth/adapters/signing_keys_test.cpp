#include "auth/adapters/signing_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "auth/adapters/tables.hpp"
#include "platform/crypto/base64url.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

crypto::SealedBox box_of(char letter) {
  return crypto::SealedBox(crypto::SecretBytes(std::string(32, letter)));
}

class StoredSigningKeys : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  SigningKeys load(char letter = 'k') { return SigningKeys::load(*database_, box_of(letter), clock_); }

  void change(std::string_view statement) {
    database_->write([&](sql::Connection& connection) { return connection.execute(statement); });
  }

  std::string refusal(char letter = 'k') {
    try {
      load(letter);
    } catch (const SigningKeyRefused& refused) {
      return refused.what();
    }
    return "taken";
  }

  testing::FreshDatabase database_{GetParam(), tables()};
  testing::ManualClock clock_;
};

TEST_P(StoredSigningKeys, AreMadeOnceAndReadAgain) {
  const auto first = load();
  const auto again = load();
  EXPECT_EQ(again.active_kid(), first.active_kid());
  EXPECT_EQ(again.document(), first.document());
  const auto* key = again.find(first.active_kid());
  ASSERT_NE(key, nullptr);
  EXPECT_TRUE(key->verify("message", first.active().sign("message")));
}

TEST_P(StoredSigningKeys, AreTheSameForServersThatStartTogether) {
  std::vector<std::string> kids(8);
  {
    std::vector<std::jthread> servers;
    for (auto& kid : kids) servers.emplace_back([&] { kid = load().active_kid(); });
  }
  EXPECT_THAT(kids, Each(kids.front()));
}

TEST_P(StoredSigningKeys, ArePublishedWithTheirPublicMembersAlone) {
  const auto keys = load();
  EXPECT_EQ(keys.document(), R"({"keys":[)" + keys.active().verifying_key().jwk() + "]}");
  EXPECT_THAT(keys.document(), AllOf(HasSubstr(R"("kty":"EC","crv":"P-256","x":")"),
                                     HasSubstr(R"("alg":"ES256")"), Not(HasSubstr(R"("d":)"))));
}

TEST_P(StoredSigningKeys, AreNamedByTheirThumbprint) {
  const auto keys = load();
  EXPECT_EQ(keys.active_kid(), keys.active().verifying_key().thumbprint());
}

TEST_P(StoredSigningKeys, AreNotFoundUnderAnotherName) {
  const auto keys = load();
  for (const auto* kid : {"", "unknown", "../../dev/null", "' OR 1=1", "|id"})
    EXPECT_EQ(keys.find(kid), nullptr) << kid;
}

TEST_P(StoredSigningKeys, SayNothingOfThePrivateHalfInTheDatabase) {
  const auto keys = load();
  const std::string der(keys.active().private_form().view());
  const auto rows = database_->read([](sql::Connection& connection) {
    return connection.query("SELECT sealed_private FROM signing_keys");
  });
  const auto stored = crypto::from_base64url(rows.at(0).text(0));
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->find(der.substr(0, 16)), std::string::npos);
}

TEST_P(StoredSigningKeys, AreRefusedUnderAnotherMasterKeyAndNoNewOneIsMade) {
  const auto first = load();
  EXPECT_THAT(refusal('l'), HasSubstr("another master key"));
  EXPECT_EQ(load().active_kid(), first.active_kid());
}

// Attack case F15.
TEST_P(StoredSigningKeys, AreRefusedWhereTheyAreDamaged) {
  for (const auto* damage :
       {"UPDATE signing_keys SET sealed_private = 'garbage'", "UPDATE signing_keys SET sealed_private = ''",
        "UPDATE signing_keys SET kid = 'other'", "UPDATE signing_keys SET algorithm = 'none'",
        "UPDATE signing_keys SET public_jwk = '{}'"}) {
    change("DELETE FROM signing_keys");
    load();
    change(damage);
    EXPECT_NE(refusal(), "taken") << damage;
  }
}

INSTANTIATE_TEST_SUITE_P(Keys, StoredSigningKeys,
                         ::testing::Values(sql::Dialect::sqlite, sql::Dialect::postgresql),
                         [](const auto& instance) {
                           return instance.param == sql::Dialect::sqlite ? "sqlite" : "postgresql";
                         });

}  // namespace
}  // namespace gatehouse::auth::adapters
