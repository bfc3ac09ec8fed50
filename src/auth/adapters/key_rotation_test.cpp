// Servers that run while their keys are rotated, on both databases.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "auth/adapters/jws.hpp"
#include "auth/adapters/jwt_access_tokens.hpp"
#include "auth/adapters/tables.hpp"
#include "platform/crypto/base64url.hpp"
#include "tests/support/auth/key_house.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"

namespace gatehouse::auth::adapters {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr seconds lifetime{900};
constexpr seconds overlap = lifetime + clock_leeway + key_margin;

class RotatedKeys : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  std::unique_ptr<testing::KeyHouse> server(const std::string& algorithm = "ES256") {
    return std::make_unique<testing::KeyHouse>(*database_, clock_, KeyPolicy{algorithm, days{90}, lifetime});
  }

  void change(std::string_view statement) {
    database_->write([&](sql::Connection& connection) { return connection.execute(statement); });
  }

  std::string token_of(testing::KeyHouse& server) {
    return JwtAccessTokens(server.keys())
        .sign(make_access_token({"https://id.example.com", "api", lifetime}, {.user = UserId{17}}, "j",
                                clock_.now()));
  }
  bool opens(testing::KeyHouse& server, const std::string& token) {
    return JwtAccessTokens(server.keys()).open(token).has_value();
  }

  testing::ManualClock clock_;
  testing::FreshDatabase database_{GetParam(), tables()};
};

TEST_P(RotatedKeys, ReachAServerThatRuns) {
  const auto here = server();
  const auto there = server();
  const auto first = there->keys().active()->kid;
  const auto next = here->rotate("EdDSA", KeyStart::once_published);
  there->keys().refresh();
  EXPECT_THAT(there->keys().document(), HasSubstr(next.kid));
  EXPECT_TRUE(there->keys().find(next.kid));
  EXPECT_EQ(there->keys().active()->kid, first);
  clock_.advance(seconds{360});
  EXPECT_EQ(there->keys().active()->kid, next.kid);
  EXPECT_EQ(there->keys().active()->key.algorithm(), crypto::SigningAlgorithm::eddsa);
}

// Attack case J21.
TEST_P(RotatedKeys, VerifyWhatTheySignedUntilItIsExpired) {
  const auto house = server();
  clock_.advance(days{90});
  house->maintain();
  house->keys().refresh();
  clock_.advance(seconds{360} - std::chrono::milliseconds{1});
  const auto last = token_of(*house);
  clock_.advance(lifetime);
  EXPECT_TRUE(opens(*house, last));
  clock_.advance(overlap - lifetime + std::chrono::milliseconds{1});
  EXPECT_FALSE(opens(*house, last));
  house->maintain();
  house->keys().refresh();
  EXPECT_FALSE(opens(*house, last));
  EXPECT_TRUE(opens(*house, token_of(*house)));
}

TEST_P(RotatedKeys, AreRotatedOnceByServersThatFindThemOldTogether) {
  std::vector<std::unique_ptr<testing::KeyHouse>> servers;
  for (int i = 0; i < 8; ++i) servers.push_back(server());
  clock_.advance(days{90});
  {
    std::vector<std::jthread> threads;
    for (auto& one : servers) threads.emplace_back([&] { one->maintain(); });
  }
  EXPECT_EQ(servers.front()->store.all().size(), 2U);
}

TEST_P(RotatedKeys, LoseTheirPrivateHalfWhenTheyRetire) {
  const auto house = server();
  house->rotate("ES256", KeyStart::once_published);
  clock_.advance(seconds{360} + overlap);
  house->maintain();
  const auto stored = house->store.stored();
  EXPECT_EQ(stored.at(0).sealed_private, "");
  EXPECT_NE(stored.at(1).sealed_private, "");
  house->read_anew();
  EXPECT_THAT(house->keys().document(), Not(HasSubstr(stored.at(0).record.kid)));
}

TEST_P(RotatedKeys, DoNotSignOnceRetiredWhereAServerSleptMeanwhile) {
  const auto here = server();
  const auto there = server();
  const auto next = here->rotate("ES256", KeyStart::at_once);
  clock_.advance(seconds{31});
  EXPECT_FALSE(there->keys().is_current());
  EXPECT_EQ(there->keys().active()->kid, next.kid);
  EXPECT_TRUE(there->keys().is_current());
}

TEST_P(RotatedKeys, AreRefusedAtOnceWhenRetiredByHand) {
  const auto house = server();
  const auto token = token_of(*house);
  const auto first = house->keys().active()->kid;
  house->rotate("ES256", KeyStart::at_once);
  house->keys().refresh();
  EXPECT_TRUE(opens(*house, token));
  EXPECT_EQ(house->retire(first), KeyRetirement::retired);
  house->keys().refresh();
  EXPECT_FALSE(opens(*house, token));
}

TEST_P(RotatedKeys, TellThatOthersVerifyThanBefore) {
  const auto house = server();
  int changes = 0;
  house->keys().on_change([&] { ++changes; });
  house->keys().refresh();
  EXPECT_EQ(changes, 0);
  house->rotate("ES256", KeyStart::once_published);
  house->keys().refresh();
  house->keys().refresh();
  EXPECT_EQ(changes, 1);
  clock_.advance(seconds{360} + overlap);
  house->keys().refresh();
  EXPECT_EQ(changes, 2);
}

TEST_P(RotatedKeys, GoOnWithoutOneThatCannotBeOpened) {
  const auto house = server();
  const auto first = house->keys().active()->kid;
  house->rotate("ES256", KeyStart::at_once);
  change("UPDATE signing_keys SET sealed_private = 'garbage' WHERE generation = 2");
  house->keys().refresh();
  EXPECT_EQ(house->keys().active()->kid, first);
}

TEST_P(RotatedKeys, GoOnWhereTheTableWasEmptied) {
  const auto house = server();
  const auto token = token_of(*house);
  change("DELETE FROM signing_keys");
  house->keys().refresh();
  EXPECT_TRUE(opens(*house, token));
  clock_.advance(seconds{31});
  EXPECT_TRUE(opens(*house, token_of(*house)));
}

// Attack case J03.
TEST_P(RotatedKeys, VerifyUnderTheirOwnAlgorithmAlone) {
  const auto house = server("EdDSA");
  house->rotate("ES256", KeyStart::at_once);
  house->rotate("RS256", KeyStart::at_once);
  house->keys().refresh();
  for (const auto& record : house->store.all()) {
    const auto key = house->keys().find(record.kid);
    for (const auto named : crypto::signing_algorithms) {
      const std::string text = crypto::to_base64url(R"({"typ":"x","alg":")" + std::string(name_of(named)) +
                                                    R"(","kid":")" + key->kid + R"("})") +
                               '.' + crypto::to_base64url("{}");
      const auto opened = open_jws(house->keys(), text + '.' + crypto::to_base64url(key->key.sign(text)),
                                   [](std::string_view type) { return type == "x"; });
      EXPECT_EQ(opened.has_value(), named == key->key.algorithm()) << record.algorithm << name_of(named);
    }
  }
}

TEST_P(RotatedKeys, AreUsedWhileTheyChange) {
  const auto house = server("EdDSA");
  std::jthread reader([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) EXPECT_TRUE(opens(*house, token_of(*house)));
  });
  for (int i = 0; i < 10; ++i) {
    house->rotate("EdDSA", KeyStart::at_once);
    house->keys().refresh();
  }
}

INSTANTIATE_TEST_SUITE_P(Databases, RotatedKeys, testing::both_dialects(), testing::dialect_name);

}  // namespace
}  // namespace gatehouse::auth::adapters
