#include "server/commands/seed.hpp"

#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

TEST(SeedArguments, TakeANumberOfUsers) {
  for (const auto& words : {std::vector<std::string>{"--users", "1000"}, {"--users=1000"}}) {
    const auto read = parse_seed_arguments(words);
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(read->users, 1000);
    EXPECT_FALSE(read->force);
  }
  EXPECT_TRUE(parse_seed_arguments({"--force", "--users", "1"})->force);
}

TEST(SeedArguments, RefuseWhatIsNoNumberOfUsers) {
  for (const auto& words : std::vector<std::vector<std::string>>{{},
                                                                 {"--force"},
                                                                 {"1000"},
                                                                 {"--users"},
                                                                 {"--users", "0"},
                                                                 {"--users", "-1"},
                                                                 {"--users", "1e6"},
                                                                 {"--users=1000000001"},
                                                                 {"--users", "5", "more"}}) {
    const auto read = parse_seed_arguments(words);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().find("--users N"), std::string::npos);
  }
}

}  // namespace
}  // namespace gatehouse::server
