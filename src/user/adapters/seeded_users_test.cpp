#include "user/adapters/seeded_users.hpp"

#include <gtest/gtest.h>

#include "tests/support/both_dialects.hpp"
#include "tests/support/fresh_database.hpp"
#include "tests/support/manual_clock.hpp"
#include "user/adapters/sql_users.hpp"
#include "user/adapters/tables.hpp"
#include "user/domain/password_policy.hpp"

namespace gatehouse::user::adapters {
namespace {

class Seeding : public ::testing::TestWithParam<sql::Dialect> {
 protected:
  /// Every column but id and dates, of all.
  std::vector<std::vector<sql::Value>> rows() {
    const auto found = database->read([](sql::Connection& connection) {
      return connection.query(
          "SELECT nickname, nickname_key, nickname_look, email, email_key, pending_email, pending_email_key, "
          "password_hash, language, credential_version FROM users ORDER BY id");
    });
    std::vector<std::vector<sql::Value>> all;
    for (const sql::Row& row : found) all.push_back(row.columns());
    return all;
  }

  gatehouse::testing::FreshDatabase database{GetParam(), tables()};
  gatehouse::testing::ManualClock clock;
  SqlUsers users{*database};
  SeededUsers seeded{*database};
};

INSTANTIATE_TEST_SUITE_P(Databases, Seeding, gatehouse::testing::both_dialects(),
                         gatehouse::testing::dialect_name);

TEST_P(Seeding, MakesTheRowsThatSigningUpMakes) {
  for (const auto* name : {"seed1", "seed2", "seed3"}) {
    const auto address = Email::parse(std::string(name) + "@example.com").value();
    ASSERT_TRUE(users.add({Nickname::parse(name).value(), address, "the hash", clock.now()}));
  }
  const auto signed_up = rows();
  database->write([](sql::Connection& connection) { return connection.execute("DELETE FROM users"); });
  EXPECT_EQ(seeded.add(1, 3, "the hash", clock.now()), 3);
  EXPECT_EQ(rows(), signed_up);
}

TEST_P(Seeding, ProvesTheAddresses) {
  seeded.add(7, 7, "the hash", clock.now());
  const auto found = users.credential_by_email(Email::parse("Seed7@example.com").value());
  ASSERT_TRUE(found);
  EXPECT_EQ(users.find(found->user)->email_verified_at, clock.now());
  EXPECT_EQ(users.find(found->user)->created_at, clock.now());
}

TEST_P(Seeding, LeavesThoseWhoAreThere) {
  ASSERT_TRUE(users.add({Nickname::parse("SEED2").value(), Email::parse("kim@example.com").value(),
                         "another hash", clock.now()}));
  EXPECT_EQ(seeded.add(1, 3, "the hash", clock.now()), 2);
  EXPECT_EQ(seeded.add(1, 4, "the hash", clock.now()), 1);
  EXPECT_EQ(rows().size(), 4U);
}

TEST_P(Seeding, TellsSeededMembersFromOthers) {
  const auto empty = seeded.present();
  EXPECT_EQ(empty.seeded + empty.others + empty.last, 0);
  seeded.add(8, 12, "the hash", clock.now());
  for (const auto* name : {"seed", "seedling", "seed9x", "seed99999999999999999999", "xseed77", "a"}) {
    const auto address = Email::parse(std::string(name) + "@example.com").value();
    ASSERT_TRUE(
        users.add({Nickname::parse("nick-" + std::string(name)).value(), address, "the hash", clock.now()}));
  }
  const auto present = seeded.present();
  EXPECT_EQ(present.seeded, 5);
  EXPECT_EQ(present.others, 6);
  EXPECT_EQ(present.last, 12);
}

TEST_P(Seeding, IsForgottenByNoPlanner) {
  seeded.add(1, 100, "the hash", clock.now());
  seeded.analyze();
  EXPECT_EQ(seeded.present().seeded, 100);
}

TEST(SeededPassword, IsOneThatMayBeChosen) {
  const auto password = Password::parse(SeededUsers::password);
  ASSERT_TRUE(password);
  EXPECT_FALSE(PasswordPolicy().fault_of(*password));
}

}  // namespace
}  // namespace gatehouse::user::adapters
