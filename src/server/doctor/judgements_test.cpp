// The judgements that no test machine can be brought to: old servers, network disks, little memory.

#include <gtest/gtest.h>
#include <linux/magic.h>

#include <set>

#include "server/doctor/examination.hpp"

namespace gatehouse::server::doctor {
namespace {

TEST(PostgresqlFacts, AreSoundAsUsual) {
  const PostgresqlFacts facts{.version = 150'004, .connections = 97};
  for (auto* judge : {too_old, not_on_disk, has_all_rights, clock_apart, is_in_the_clear}) {
    EXPECT_EQ(judge(facts), std::nullopt);
  }
  EXPECT_EQ(too_few_connections(facts, 16), std::nullopt);
}

TEST(PostgresqlFacts, AreNamedWhereTheyAreWrong) {
  EXPECT_TRUE(too_old({.version = 140'011}));
  EXPECT_TRUE(not_on_disk({.fsync = false}));
  EXPECT_TRUE(has_all_rights({.is_superuser = true}));
  EXPECT_EQ(clock_apart({.ahead = std::chrono::seconds{-9}}),
            "the database's clock is 9 seconds behind this machine's");
  EXPECT_FALSE(clock_apart({.ahead = std::chrono::seconds{5}}));
  EXPECT_FALSE(too_few_connections({.connections = 21}, 16));
  EXPECT_TRUE(too_few_connections({.connections = 20}, 16));
}

TEST(PostgresqlFacts, TellWhetherTheWayThereIsSafe) {
  constexpr auto plain = "postgresql://kim@db/x";
  EXPECT_TRUE(is_in_the_clear({.is_local = false}));
  EXPECT_FALSE(is_in_the_clear({.is_local = false, .is_encrypted = true}));
  EXPECT_TRUE(is_unproven({.is_local = false, .is_encrypted = true}, plain));
  EXPECT_FALSE(is_unproven({.is_local = false}, plain)) << "named as in the clear already";
  EXPECT_FALSE(
      is_unproven({.is_local = false, .is_encrypted = true}, "postgresql://db/x?sslmode=verify-full"));
  EXPECT_FALSE(is_unproven({.is_encrypted = true}, plain));
}

TEST(PostgresqlFacts, TellWhatTheRoleMayNotDo) {
  EXPECT_FALSE(lacks_rights({}, true));
  EXPECT_EQ(lacks_rights({.missing_rights = "users UPDATE"}, false),
            "the role of --database lacks users UPDATE");
  EXPECT_TRUE(lacks_rights({.may_make_tables = false}, true));
  EXPECT_FALSE(lacks_rights({.may_make_tables = false}, false));
  EXPECT_TRUE(lacks_rights({.may_make_tables = false, .has_tables = false}, false));
}

TEST(HashTime, IsNeitherTooShortNorTooLong) {
  using std::chrono::seconds;
  EXPECT_TRUE(too_quick(0.009));
  EXPECT_FALSE(too_quick(0.011));
  EXPECT_TRUE(too_slow(2.6, seconds{5}));
  EXPECT_FALSE(too_slow(2.4, seconds{5}));
}

TEST(NetworkFileSystem, IsToldFromADisk) {
  EXPECT_TRUE(is_network_file_system(NFS_SUPER_MAGIC));
  EXPECT_TRUE(is_network_file_system(SMB2_SUPER_MAGIC));
  EXPECT_FALSE(is_network_file_system(EXT4_SUPER_MAGIC));
}

TEST(Checks, HaveNamesOfTheirOwnAndSayAll) {
  std::set<std::string_view> names;
  std::size_t checks = 2;  // the settings themselves, and who looks
  for (const auto group : {file_checks, secret_checks, listener_checks, tls_checks, mail_checks,
                           capacity_checks, token_checks, schema_checks, postgresql_checks, state_checks}) {
    for (const Check& check : group()) {
      ++checks;
      EXPECT_TRUE(names.insert(check.id).second) << check.id;
      EXPECT_FALSE(check.why.empty() || check.remedy.empty()) << check.id;
    }
  }
  EXPECT_EQ(checks, check_count());
}

}  // namespace
}  // namespace gatehouse::server::doctor
