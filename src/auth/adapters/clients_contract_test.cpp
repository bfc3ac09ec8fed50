// What every collection of registered clients must keep, on both databases and in memory; and that what is
// stored of a secret cannot be used as one.

#include <gtest/gtest.h>

#include <memory>

#include "auth/adapters/keyed_client_secrets.hpp"
#include "auth/adapters/sql_clients.hpp"
#include "auth/adapters/tables.hpp"
#include "tests/support/auth/memory_clients.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using testing::FreshDatabase;

class ClientsContract : public ::testing::TestWithParam<const char*> {
 protected:
  ClientsContract() {
    if (GetParam() == std::string_view("memory")) {
      clients_ = std::make_unique<testing::MemoryClients>();
      return;
    }
    const bool sqlite = GetParam() == std::string_view("sqlite");
    database_ =
        std::make_unique<FreshDatabase>(sqlite ? sql::Dialect::sqlite : sql::Dialect::postgresql, tables());
    clients_ = std::make_unique<SqlClients>(**database_);
  }

  RegisteredClient client(const std::string& id, const std::string& name) {
    clock_.advance(std::chrono::seconds{1});
    return {id, name, "hash of " + id, clock_.now()};
  }

  testing::ManualClock clock_;
  std::unique_ptr<FreshDatabase> database_;
  std::unique_ptr<Clients> clients_;
};

TEST_P(ClientsContract, FindsWhatWasAdded) {
  const auto shop = client("b", "shop");
  const auto blog = client("a", "blog");
  EXPECT_TRUE(clients_->add(shop));
  EXPECT_TRUE(clients_->add(blog));
  EXPECT_EQ(clients_->find("b"), shop);
  EXPECT_EQ(clients_->find("c"), std::nullopt);
  EXPECT_EQ(clients_->find(""), std::nullopt);
  EXPECT_EQ(clients_->all(), (std::vector{shop, blog}));
}

TEST_P(ClientsContract, GivesANameOnce) {
  EXPECT_TRUE(clients_->add(client("a", "shop")));
  EXPECT_FALSE(clients_->add(client("b", "shop")));
  EXPECT_FALSE(clients_->find("b"));
}

TEST_P(ClientsContract, RemovesOne) {
  clients_->add(client("a", "shop"));
  clients_->add(client("b", "blog"));
  EXPECT_TRUE(clients_->remove("a"));
  EXPECT_FALSE(clients_->remove("a"));
  EXPECT_FALSE(clients_->find("a"));
  EXPECT_TRUE(clients_->find("b"));
}

INSTANTIATE_TEST_SUITE_P(Clients, ClientsContract, ::testing::Values("memory", "sqlite", "postgresql"),
                         [](const auto& instance) { return instance.param; });

TEST(ClientSecrets, AreLongAndHashedUnderAKeyForTheirOwnClient) {
  KeyedClientSecrets secrets(crypto::SecretBytes(std::string(32, 'k')));
  KeyedClientSecrets elsewhere(crypto::SecretBytes(std::string(32, 'l')));
  const auto secret = secrets.secret();
  EXPECT_EQ(secret.size(), 43U);  // 256 bits
  EXPECT_NE(secret, secrets.secret());
  EXPECT_EQ(secrets.id().size(), 22U);  // 128 bits
  EXPECT_EQ(secrets.hash("id", secret), secrets.hash("id", secret));
  EXPECT_NE(secrets.hash("id", secret), secrets.hash("other", secret));
  EXPECT_NE(secrets.hash("id", secret), elsewhere.hash("id", secret));
  EXPECT_TRUE(secrets.equal("a", "a"));
  EXPECT_FALSE(secrets.equal("a", "b"));
}

TEST(ClientIds, CanBeGivenOnACommandLine) {
  KeyedClientSecrets secrets(crypto::SecretBytes(std::string(32, 'k')));
  for (int i = 0; i < 2'000; ++i) ASSERT_FALSE(secrets.id().starts_with('-'));
}

}  // namespace
}  // namespace gatehouse::auth::adapters
