#include "server/tuning/recommend.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/values.hpp"

namespace gatehouse::server {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t mib = std::size_t{1024} * 1024;
constexpr std::uint64_t gib = std::uint64_t{1024} * mib;

Machine machine() {
  return {.cores = 4,
          .memory = 8 * gib,
          .disk_wait = 0.001,
          .hashes = {
              {least_hash_cost, 0.010, 0.011}, {{64 * mib, 2}, 0.035, 0.040}, {{96 * mib, 2}, 0.052, 0.061}}};
}

Settings on_sqlite() {
  Settings settings;
  settings.database.url = "sqlite:data/gatehouse.db";
  return settings;
}

TEST(Recommendation, TakesTheDearestHashWithinTheTarget) {
  const Recommendation made = recommend(machine(), 0.050, on_sqlite());
  EXPECT_EQ(made.hash.cost, (HashCost{64 * mib, 2}));
  EXPECT_TRUE(made.keeps_target);
  EXPECT_EQ(made.hash_threads, 4U);
  EXPECT_DOUBLE_EQ(made.sign_ins, 100);
  EXPECT_EQ(made.hash_memory, 256 * mib);
}

TEST(Recommendation, TellsWhereEvenTheLeastIsTooSlow) {
  const Recommendation made = recommend(machine(), 0.005, on_sqlite());
  EXPECT_EQ(made.hash.cost, least_hash_cost);
  EXPECT_FALSE(made.keeps_target);
  EXPECT_THAT(as_configuration(machine(), made), HasSubstr("# Even the least that is safe"));
}

TEST(Recommendation, IsAlwaysStrongEnough) {
  for (const double target : {0.001, 0.011, 0.05, 1.0}) {
    const HashCost cost = recommend(machine(), target, on_sqlite()).hash.cost;
    EXPECT_TRUE(is_strong_enough({.memory = cost.memory, .iterations = cost.passes}));
  }
}

TEST(Recommendation, HashesOnFewerThreadsThanCoresWhereMemoryIsShort) {
  Machine small = machine();
  small.memory = 64 * mib;
  small.hashes.resize(1);
  const Recommendation made = recommend(small, 0.050, on_sqlite());
  EXPECT_EQ(made.hash_threads, 2U);
  EXPECT_DOUBLE_EQ(made.sign_ins, 2 / 0.011);
  small.memory = mib;
  EXPECT_EQ(recommend(small, 0.050, on_sqlite()).hash_threads, 1U);
}

TEST(Recommendation, QueuesNoMoreThanCanBeServedInTime) {
  Settings settings = on_sqlite();
  for (const int seconds : {1, 5, 60}) {
    settings.queue_deadline = std::chrono::seconds{seconds};
    const Recommendation made = recommend(machine(), 0.050, settings);
    EXPECT_LT(static_cast<double>(made.hash_queue) / made.sign_ins, seconds);
    EXPECT_GT(static_cast<double>(made.hash_queue) / made.sign_ins, seconds * 0.7);
  }
  settings.queue_deadline = std::chrono::milliseconds{1};
  EXPECT_EQ(recommend(machine(), 0.050, settings).hash_queue, 1U);
}

TEST(Recommendation, HasAsManyDataThreadsAsShareAWaitForTheDisk) {
  const auto threads = [](std::optional<double> wait) {
    Machine one = machine();
    one.disk_wait = wait;
    return recommend(one, 0.050, on_sqlite()).data_threads;
  };
  EXPECT_EQ(threads(std::nullopt), 8U);
  EXPECT_EQ(threads(0.000'02), 8U);
  EXPECT_EQ(threads(0.000'5), 32U);
  EXPECT_EQ(threads(0.020), 64U);
}

TEST(Recommendation, HasTwoDataThreadsForEachConnectionToPostgresql) {
  Settings settings;
  settings.database = {.url = "postgresql://host/name", .pool = 24};
  EXPECT_EQ(recommend(machine(), 0.050, settings).data_threads, 48U);
  settings.database.pool = 1000;
  EXPECT_EQ(recommend(machine(), 0.050, settings).data_threads, 256U);
}

TEST(Recommendation, LeavesRoomForAllCoresToHash) {
  EXPECT_EQ(most_hash_memory({.cores = 2, .memory = 1 * gib}), 384 * mib);
  EXPECT_EQ(most_hash_memory({.cores = 64, .memory = 1 * gib}), least_hash_cost.memory);
}

TEST(Recommendation, IsAPieceOfTheConfigurationFile) {
  const std::string text = as_configuration(machine(), recommend(machine(), 0.050, on_sqlite()));
  EXPECT_THAT(text, HasSubstr("\nhash_memory = \"64MiB\"\nhash_iterations = 2\nhash_threads = 4\n"
                              "hash_queue = 400\ndata_threads = 64\n"));
  EXPECT_THAT(text, HasSubstr("# Expect 100.0 sign-ins a second, 35.0 ms for one that is alone, and 256MiB"));
  EXPECT_THAT(text, HasSubstr("# 4 cores, 8.0 GiB of memory, 1.00 ms until the disk keeps a write\n"));
}

}  // namespace
}  // namespace gatehouse::server
