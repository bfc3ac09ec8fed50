#include "server/commands/tune.hpp"

#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

TEST(TuneArguments, HaveDefaults) {
  const auto read = parse_tune_arguments({});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->target, std::chrono::milliseconds{50});
}

TEST(TuneArguments, TakeDurations) {
  const auto read = parse_tune_arguments({"--target", "250ms", "--budget=1m"});
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->target, std::chrono::milliseconds{250});
  EXPECT_EQ(read->budget, std::chrono::minutes{1});
}

TEST(TuneArguments, RefuseWhatIsNotUnderstood) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"50ms"}, {"--target"}, {"--target=0"}, {"--target", "fast"}, {"--budget", "1h"}, {"--goal=1s"}}) {
    EXPECT_FALSE(parse_tune_arguments(words)) << words.front();
  }
  EXPECT_EQ(parse_tune_arguments({"--target=0"}).error(),
            "--target: must be a duration as in 500ms, 10s, 15m, 2h or 14d, from 1ms to 10s");
}

}  // namespace
}  // namespace gatehouse::server
