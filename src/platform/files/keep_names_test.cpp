#include "platform/files/keep_names.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <system_error>

namespace gatehouse::files {
namespace {

namespace fs = std::filesystem;

/// The calls themselves are seen in tests/e2e/test_disk_faults.py.
class KeepNames : public ::testing::Test {
 protected:
  KeepNames() {
    std::string name = (fs::temp_directory_path() / "gatehouse-names-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~KeepNames() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(KeepNames, TakesAFolderAtAnyDepthOrThroughALink) {
  fs::create_directories(folder_ / "a/b");
  fs::create_directory_symlink("a", folder_ / "link");
  EXPECT_NO_THROW(keep_names(folder_ / "a/b"));
  EXPECT_NO_THROW(keep_names(folder_ / "a/b/"));
  EXPECT_NO_THROW(keep_names(folder_ / "link/b"));
  EXPECT_NO_THROW(keep_names(""));
  EXPECT_NO_THROW(keep_names("/"));
}

TEST_F(KeepNames, RefusesAFolderThatIsNotThere) {
  EXPECT_THROW(keep_names(folder_ / "absent"), std::system_error);
}

TEST_F(KeepNames, PassesOverAFileSystemWithoutSyncs) { EXPECT_NO_THROW(keep_names("/proc/self")); }

}  // namespace
}  // namespace gatehouse::files
