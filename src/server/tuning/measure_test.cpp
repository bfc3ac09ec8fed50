#include "server/tuning/measure.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace gatehouse::server {
namespace {

TEST(Measuring, TimesHashes) {
  const HashTime time = measure_hash({std::size_t{1024} * 1024, 1}, 2, std::chrono::milliseconds{5});
  EXPECT_GT(time.alone, 0);
  EXPECT_GT(time.busy, 0);
}

TEST(Measuring, LeavesNothingInAFolderAndMakesNone) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("gatehouse-measure-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  EXPECT_TRUE(measure_disk(folder, std::chrono::milliseconds{1}));
  EXPECT_TRUE(measure_disk(folder / "not" / "there", std::chrono::milliseconds{1}));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST(Measuring, TellsWhereADiskCannotBeMeasured) {
  EXPECT_EQ(measure_disk("/proc", std::chrono::milliseconds{1}), std::nullopt);
}

}  // namespace
}  // namespace gatehouse::server
