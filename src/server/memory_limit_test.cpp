#include "server/memory_limit.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <limits>
#include <string>

namespace gatehouse::server {
namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

class MemoryLimit : public testing::Test {
 protected:
  ~MemoryLimit() override { std::filesystem::remove_all(root_); }

  void write(const std::filesystem::path& file, const std::string& text) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text << '\n';
  }

  std::filesystem::path root_ =
      std::filesystem::temp_directory_path() / ("gatehouse-memory-limit-" + std::to_string(getpid()));
};

TEST_F(MemoryLimit, IsThatOfTheControlGroup) {
  write("app/memory.max", "1000");
  EXPECT_EQ(control_group_limit("0::/app\n", root_), 1000U);
}

TEST_F(MemoryLimit, IsThatOfAGroupAroundItWhereThatIsLess) {
  write("pod/memory.max", "1000");
  write("pod/app/memory.max", "max");
  EXPECT_EQ(control_group_limit("0::/pod/app\n", root_), 1000U);
}

TEST_F(MemoryLimit, IsThatOfTheRootInsideAContainer) {
  write("memory.max", "2000");
  EXPECT_EQ(control_group_limit("0::/\n", root_), 2000U);
}

TEST_F(MemoryLimit, KnowsTheFirstVersionOfControlGroups) {
  write("memory/app/memory.limit_in_bytes", "3000");
  EXPECT_EQ(control_group_limit("7:cpu:/other\n5:memory:/app\n0::/\n", root_), 3000U);
}

TEST_F(MemoryLimit, IsNoneWhereNothingLimits) {
  write("app/memory.max", "max");
  EXPECT_EQ(control_group_limit("0::/app\n", root_), unlimited);
  EXPECT_EQ(control_group_limit("0::/elsewhere\n", root_), unlimited);
  EXPECT_EQ(control_group_limit("", root_), unlimited);
}

TEST_F(MemoryLimit, OfThisProcessIsPositive) { EXPECT_GT(memory_limit(), 0U); }

}  // namespace
}  // namespace gatehouse::server
