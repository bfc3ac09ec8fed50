#include "platform/migrations/folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "platform/migrations/chain.hpp"
#include "platform/migrations/embedded.hpp"
#include "platform/migrations/refused.hpp"
#include "platform/migrations/revision_writer.hpp"

namespace gatehouse::migrations {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

class RevisionFolder : public ::testing::Test {
 protected:
  RevisionFolder() {
    std::string name = (fs::temp_directory_path() / "gatehouse-revisions-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    above_ = name;
    folder_ = above_ / "migrations";
  }
  ~RevisionFolder() override { fs::remove_all(above_); }

  /// Both ways to read it agree with what a doctor tells.
  std::string refusal() const {
    const bool told = in_hands_of_others(folder_).has_value();
    for (const auto& read : {+[](const fs::path& at) { revision_files(at); },
                             +[](const fs::path& at) { overlooked_files(at); }}) {
      try {
        read(folder_);
        EXPECT_FALSE(told);
        if (!told) return {};
      } catch (const Refused& refused) {
        EXPECT_TRUE(told);
        what_ = refused.what();
      }
    }
    return what_;
  }

  fs::path write() const { return write_revision({"0001", "base", "Add: x & ÿ!", Time{}}, folder_); }

  fs::path above_;
  fs::path folder_;

 private:
  mutable std::string what_;
};

TEST_F(RevisionFolder, HasRevisionsAndOtherFilesThatAreLeftAlone) {
  EXPECT_TRUE(revision_files(folder_).empty());
  write();
  std::ofstream(folder_ / "0002_other.sql") << "CREATE TABLE x (y);";
  std::ofstream(folder_ / "readme.md") << "x";
  fs::create_directory(folder_ / "0003_folder.sql");
  ASSERT_EQ(::mkfifo((folder_ / "0004_pipe.sql").c_str(), 0600), 0);
  const auto files = revision_files(folder_);
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(Chain::of({}, files).revisions()[0].message, "Add: x & ÿ!");
  EXPECT_TRUE(files[0].name.ends_with("0001_add_x.sql"));
  EXPECT_THAT(overlooked_files(folder_), ElementsAre(EndsWith("0002_other.sql")));
  EXPECT_THROW(write(), Refused);
}

TEST_F(RevisionFolder, IsRefusedWhereOthersCanWrite) {
  const fs::path file = write();
  EXPECT_EQ(refusal(), "");
  for (const fs::path& open : {folder_, file}) {
    const mode_t good = open == folder_ ? 0755 : 0644;
    ::chmod(open.c_str(), good | 0002U);
    EXPECT_THAT(refusal(), AllOf(HasSubstr(open.string() + " can be written to by other users"),
                                 HasSubstr("chmod go-w"), HasSubstr("--migrations-dir")));
    ::chmod(open.c_str(), good | 0020U);
    EXPECT_EQ(refusal(), "") << "by whoever is in the group of this process";
    ::chmod(open.c_str(), good);
    EXPECT_EQ(refusal(), "");
  }
}

TEST_F(RevisionFolder, IsRefusedWhereAnotherUserOwnsIt) {
  if (::geteuid() != 0) {  // only root can give a file away; root's own are as good as one's own
    folder_ = "/etc";
    EXPECT_EQ(refusal(), "");
    return;
  }
  const fs::path file = write();
  for (const fs::path& given : {folder_, file}) {
    ASSERT_EQ(::chown(given.c_str(), 65534, 65534), 0);
    EXPECT_THAT(refusal(), HasSubstr(given.string() + " belongs to user nobody"));
    ASSERT_EQ(::chown(given.c_str(), 0, 0), 0);
    EXPECT_EQ(refusal(), "");
  }
}

TEST_F(RevisionFolder, OfAnybodyMayHoldWhatTheProgramHolds) {
  fs::create_directory(folder_);
  for (const RevisionFile& file : embedded_files()) {
    const std::string id = parse_revision(file).id;
    std::ofstream(folder_ / (id + "_copy.sql")) << file.content;
  }
  ::chmod(folder_.c_str(), 0777);
  EXPECT_EQ(revision_files(folder_).size(), embedded_files().size());
  EXPECT_TRUE(overlooked_files(folder_).empty());
  std::ofstream(folder_ / "0001_copy.sql", std::ios::app) << "\n";
  EXPECT_THROW(revision_files(folder_), Refused);
}

TEST_F(RevisionFolder, IsRefusedBehindALinkOfAnotherUser) {
  write();
  const fs::path real = above_ / "elsewhere";
  fs::rename(folder_, real);
  fs::create_directory_symlink(real, folder_);
  EXPECT_EQ(refusal(), "");
  if (::geteuid() == 0) {
    ASSERT_EQ(::lchown(folder_.c_str(), 65534, 65534), 0);
    EXPECT_THAT(refusal(), HasSubstr(folder_.string() + " belongs to user nobody"));
  }
  ::chmod(real.c_str(), 0777);
  EXPECT_NE(refusal(), "");
}

}  // namespace
}  // namespace gatehouse::migrations
