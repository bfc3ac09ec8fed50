// Many at once on a real database: one wins, the others are told, nothing breaks.

#include <gtest/gtest.h>

#include <barrier>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/sql/failure.hpp"
#include "tests/support/both_dialects.hpp"
#include "tests/support/user/users_contract.hpp"

namespace gatehouse::user::adapters {
namespace {

constexpr int crowd = 8;

class RacingUsers : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  UserId add(std::string_view nickname) {
    return users.add({*Nickname::parse(nickname), *Email::parse("one@example.com"), "the hash", clock.now()})
        ->id;
  }

  /// Runs `act(0…crowd-1)` on as many threads at the same moment, and counts how often it returned true.
  static int wins(const std::function<bool(int)>& act) {
    std::barrier start(crowd);
    std::atomic<int> won = 0;
    {
      std::vector<std::jthread> threads;
      for (int number = 0; number < crowd; ++number) {
        threads.emplace_back([&, number] {
          start.arrive_and_wait();
          won += act(number) ? 1 : 0;
        });
      }
    }
    return won;
  }

  gatehouse::testing::ManualClock clock;
  gatehouse::testing::FreshDatabase database{GetParam(), tables()};
  SqlUsers users{*database};
};

INSTANTIATE_TEST_SUITE_P(Databases, RacingUsers, gatehouse::testing::both_dialects(),
                         gatehouse::testing::dialect_name);

TEST_P(RacingUsers, GiveANicknameToOne) {
  EXPECT_EQ(wins([&](int number) {
              const auto nickname = *Nickname::parse(number % 2 ? "Admin" : "аdmin");
              const auto email = *Email::parse("one@example.com");
              return users.add({nickname, email, "the hash", clock.now()}).has_value();
            }),
            1);
}

TEST_P(RacingUsers, ChangeToANicknameOnce) {
  std::vector<UserId> all;
  for (int number = 0; number < crowd; ++number) all.push_back(add("kim" + std::to_string(number)));
  EXPECT_EQ(wins([&](int number) {
              const UserChange change{.nickname = *Nickname::parse("admin"), .at = clock.now()};
              const auto outcome = users.change(all[static_cast<std::size_t>(number)], change);
              EXPECT_TRUE(outcome == ChangeOutcome::changed || outcome == ChangeOutcome::taken);
              return outcome == ChangeOutcome::changed;
            }),
            1);
}

TEST_P(RacingUsers, ChangeAPasswordOnceUnderTheSameOldOne) {
  const UserId kim = add("kim");
  EXPECT_EQ(wins([&](int number) {
              const UserChange change{.password_hash = "hash " + std::to_string(number),
                                      .verified_hash = "the hash",
                                      .at = clock.now()};
              const auto outcome = users.change(kim, change);
              EXPECT_TRUE(outcome == ChangeOutcome::changed ||
                          outcome == ChangeOutcome::password_changed_meanwhile);
              return outcome == ChangeOutcome::changed;
            }),
            1);
}

TEST_P(RacingUsers, ProveAnAddressForOne) {
  std::vector<UserId> all;
  for (int number = 0; number < crowd; ++number) all.push_back(add("kim" + std::to_string(number)));
  EXPECT_EQ(wins([&](int number) {
              const auto email = *Email::parse("one@example.com");
              const auto outcome = users.confirm(all[static_cast<std::size_t>(number)], email, clock.now());
              EXPECT_NE(outcome, Confirmation::not_held);
              return outcome == Confirmation::confirmed;
            }),
            1);
}

/// Whoever commits between the look for a rival and the write is found by nothing else.
TEST_P(RacingUsers, AreKeptApartByTheTableItself) {
  const UserId kim = add("kim");
  const UserId lee = add("lee");
  for (const std::string_view take : {"UPDATE users SET nickname_key = 'one' WHERE id = $1",
                                      "UPDATE users SET nickname_look = 'one' WHERE id = $1",
                                      "UPDATE users SET email_verified_at = 1 WHERE id = $1"}) {
    const auto taken_by = [&](UserId user) {
      return database->write(
          [&](sql::Connection& connection) { return connection.execute(take, {user.value}); });
    };
    EXPECT_EQ(taken_by(kim), 1);
    EXPECT_THROW(taken_by(lee), sql::Failure) << take;
  }
}

TEST_P(RacingUsers, AreRemovedOnce) {
  const UserId kim = add("kim");
  EXPECT_EQ(wins([&](int) { return users.remove(kim, "the hash"); }), 1);
}

}  // namespace
}  // namespace gatehouse::user::adapters
