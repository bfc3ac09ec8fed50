#include "auth/app/register_client.hpp"

#include <gtest/gtest.h>

#include "auth/app/identify_client.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/memory_clients.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recorded_audit.hpp"

namespace gatehouse::auth {
namespace {

class RegisteringClients : public ::testing::Test {
 protected:
  testing::ManualClock clock_;
  testing::MemoryClients clients_;
  testing::NumberedClientSecrets secrets_;
  testing::PlainTransactions transactions_;
  testing::RecordedAudit audit_;
  RegisterClient register_{clients_, secrets_, transactions_, audit_, clock_};
  RemoveClient remove_{clients_, transactions_, audit_};
  IdentifyClient identify_{clients_, secrets_};
};

TEST_F(RegisteringClients, GivesAnIdAndASecretThatIsKeptHashed) {
  const auto made = register_("shop");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->id, "client-1");
  EXPECT_EQ(made->secret, "secret-1");
  EXPECT_EQ(clients_.rows.at(0),
            (RegisteredClient{"client-1", "shop", secrets_.hash("client-1", "secret-1"), clock_.now()}));
  EXPECT_EQ(audit_.story(), "client_added success");
}

TEST_F(RegisteringClients, RefusesANameThatIsTaken) {
  register_("shop");
  EXPECT_FALSE(register_("shop"));
  EXPECT_EQ(clients_.rows.size(), 1U);
  EXPECT_EQ(audit_.story(), "client_added success");
}

TEST_F(RegisteringClients, KnowsThemByTheirOwnSecretAlone) {
  const auto one = register_("one");
  const auto other = register_("other");
  EXPECT_TRUE(identify_(one->id, one->secret));
  EXPECT_FALSE(identify_(one->id, other->secret));
  EXPECT_FALSE(identify_(one->id, ""));
  EXPECT_FALSE(identify_("client-9", one->secret));
  EXPECT_FALSE(identify_("", ""));
}

TEST_F(RegisteringClients, DoesTheSameWorkForAnUnknownOne) {
  register_("one");
  const int hashed = secrets_.hashes;
  identify_("client-1", "wrong");
  identify_("unknown", "wrong");
  EXPECT_EQ(secrets_.hashes, hashed + 2);
  EXPECT_EQ(secrets_.comparisons, 2);
}

TEST_F(RegisteringClients, ForgetsARemovedOne) {
  const auto made = register_("shop");
  EXPECT_TRUE(remove_(made->id));
  EXPECT_FALSE(identify_(made->id, made->secret));
  EXPECT_FALSE(remove_(made->id));
  EXPECT_EQ(audit_.story(), "client_added success, client_removed success");
}

TEST(ClientNames, AreShortAndVisible) {
  EXPECT_TRUE(is_client_name("shop"));
  EXPECT_TRUE(is_client_name("가게 1"));
  EXPECT_TRUE(is_client_name(std::string(100, 'x')));
  for (const auto& name : {std::string(), std::string(101, 'x'), std::string("a\nb"), std::string("a\tb"),
                           std::string("\x1B"), std::string("\x7F"), std::string(1, '\0')}) {
    EXPECT_FALSE(is_client_name(name)) << name;
  }
}

}  // namespace
}  // namespace gatehouse::auth
