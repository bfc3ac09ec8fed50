#include "auth/app/register_client.hpp"

#include <gtest/gtest.h>

#include "auth/app/identify_client.hpp"
#include "tests/support/auth/fakes.hpp"
#include "tests/support/auth/limit_fakes.hpp"
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
  testing::FakeGuessLimits limits_;
  IdentifyClient identify_{clients_, secrets_, limits_};

  std::string identified(std::string_view id, std::string_view secret) {
    const auto known = identify_(id, secret, "192.0.2.1");
    return known ? "known" : std::string(known.error().code.code);
  }
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
  EXPECT_EQ(identified(one->id, one->secret), "known");
  EXPECT_EQ(identified(one->id, other->secret), "invalid_client");
  EXPECT_EQ(identified(one->id, ""), "invalid_client");
  EXPECT_EQ(identified("client-9", one->secret), "invalid_client");
  EXPECT_EQ(identified("", ""), "invalid_client");
}

TEST_F(RegisteringClients, DoesTheSameWorkForAnUnknownOne) {
  register_("one");
  const int hashed = secrets_.hashes;
  identified("client-1", "wrong");
  identified("unknown", "wrong");
  EXPECT_EQ(secrets_.hashes, hashed + 2);
  EXPECT_EQ(secrets_.comparisons, 2);
}

TEST_F(RegisteringClients, CountsWrongSecretsByAddressAndNeverHoldsUpTheRightOne) {
  const auto made = register_("shop");
  identified(made->id, made->secret);
  EXPECT_TRUE(limits_.outstanding.empty());
  identified(made->id, "wrong");
  EXPECT_EQ(limits_.outstanding, std::vector<std::string>{"192.0.2.1"});
  limits_.used_up = true;
  EXPECT_EQ(identified(made->id, "wrong"), "too_many_requests");
  EXPECT_EQ(identified("unknown", "wrong"), "too_many_requests");
  EXPECT_EQ(identified(made->id, made->secret), "known");
}

TEST_F(RegisteringClients, ForgetsARemovedOne) {
  const auto made = register_("shop");
  EXPECT_TRUE(remove_(made->id));
  EXPECT_EQ(identified(made->id, made->secret), "invalid_client");
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
