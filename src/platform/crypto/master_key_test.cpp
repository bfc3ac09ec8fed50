#include "platform/crypto/master_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace gatehouse::crypto {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class MasterKeyFile : public testing::Test {
 protected:
  MasterKeyFile() {
    std::string pattern = (fs::temp_directory_path() / "gatehouse-key-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~MasterKeyFile() override { fs::remove_all(folder_); }

  fs::path file() const { return folder_ / "master.key"; }

  void write_file(std::string_view text, mode_t mode = 0600) const {
    std::ofstream(file()) << text;
    ::chmod(file().c_str(), mode);
  }

  std::string read_file() const {
    std::ostringstream text;
    text << std::ifstream(file()).rdbuf();
    return text.str();
  }

  std::string refusal() const {
    try {
      MasterKey::open(file());
    } catch (const KeyFileRefused& refused) {
      return refused.what();
    }
    return "taken";
  }

  static std::string sealing_key(const MasterKey& key) {
    return std::string(key.derive(KeyUse::sealing).view());
  }

  fs::path folder_;
};

constexpr const char* good_text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

TEST_F(MasterKeyFile, IsMadeForItsOwnerAloneAndReadAgain) {
  const auto first = sealing_key(MasterKey::open(file()));
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(sealing_key(MasterKey::open(file())), first);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1)
      << "a draft was left";
}

TEST_F(MasterKeyFile, IsMadeInAFolderOfItsOwnWhereThatIsAbsent) {
  const auto inner = folder_ / "data";
  MasterKey::open(inner / "master.key");
  EXPECT_EQ(fs::status(inner).permissions(), fs::perms::owner_all);
}

TEST_F(MasterKeyFile, IsMadeInFoldersWithinFoldersForItsOwnerAlone) {
  const mode_t before = ::umask(0);
  MasterKey::open(folder_ / "a" / "b" / "c" / "master.key");
  ::umask(before);
  for (const char* made : {"a", "a/b", "a/b/c"}) {
    EXPECT_EQ(fs::status(folder_ / made).permissions(), fs::perms::owner_all) << made;
  }
}

TEST_F(MasterKeyFile, IsNotMadeBelowAFile) {
  std::ofstream(folder_ / "a") << "text";
  EXPECT_THROW(MasterKey::open(folder_ / "a" / "b" / "master.key"), KeyFileRefused);
}

TEST_F(MasterKeyFile, OutlivesTheDraftsThatACrashLeft) {
  const auto first = sealing_key(MasterKey::open(file()));
  fs::create_hard_link(file(), folder_ / "master.key.draft-AAAAAAAAAAAA");
  std::ofstream(folder_ / "master.key.draft-BBBBBBBBBBBB") << "half a ke";
  std::ofstream(folder_ / "master.key.saved") << "a copy of the operator's";
  EXPECT_EQ(sealing_key(MasterKey::open(file())), first);
  std::vector<std::string> left;
  for (const auto& entry : fs::directory_iterator(folder_)) left.push_back(entry.path().filename());
  EXPECT_THAT(left, testing::UnorderedElementsAre("master.key", "master.key.saved"));
}

TEST_F(MasterKeyFile, IsOneForProcessesThatStartTogether) {
  std::vector<std::string> keys(8);
  {
    std::vector<std::jthread> starters;
    for (auto& key : keys) starters.emplace_back([&] { key = sealing_key(MasterKey::open(file())); });
  }
  EXPECT_THAT(keys, testing::Each(keys.front()));
}

TEST_F(MasterKeyFile, IsTakenWithOrWithoutALineEnd) {
  write_file(good_text);
  const auto key = sealing_key(MasterKey::open(file()));
  write_file(std::string(good_text) + "\n");
  EXPECT_EQ(sealing_key(MasterKey::open(file())), key);
}

TEST_F(MasterKeyFile, GivesEachUseItsOwnKey) {
  const auto key = MasterKey::open(file());
  EXPECT_NE(key.derive(KeyUse::sealing).view(), key.derive(KeyUse::verification_codes).view());
}

TEST_F(MasterKeyFile, IsRefusedWhereOthersMayReadItWithTheCommandThatMendsIt) {
  for (const mode_t mode : {0640U, 0604U, 0660U, 0602U, 0644U}) {
    write_file(good_text, mode);
    EXPECT_THAT(refusal(), HasSubstr("chmod 600 " + file().string())) << std::oct << mode;
  }
}

TEST_F(MasterKeyFile, IsRefusedInAFolderThatOthersMayEnter) {
  write_file(good_text);
  ::chmod(folder_.c_str(), 0750);
  EXPECT_THAT(refusal(), HasSubstr("chmod 700 " + folder_.string()));
}

TEST_F(MasterKeyFile, IsRefusedAsASymbolicLink) {
  std::ofstream(folder_ / "elsewhere") << good_text;
  ::chmod((folder_ / "elsewhere").c_str(), 0600);
  fs::create_symlink("elsewhere", file());
  EXPECT_THAT(refusal(), HasSubstr("symbolic link"));
}

TEST_F(MasterKeyFile, IsRefusedAsADanglingLinkWhichIsNotWrittenThrough) {
  fs::create_symlink("elsewhere", file());
  EXPECT_THAT(refusal(), HasSubstr("symbolic link"));
  EXPECT_FALSE(fs::exists(folder_ / "elsewhere"));
}

TEST_F(MasterKeyFile, IsRefusedAsAFolder) {
  fs::create_directory(file());
  EXPECT_THAT(refusal(), HasSubstr("wrong kind"));
}

TEST_F(MasterKeyFile, IsRefusedWhereAnotherUserOwnsIt) {
  if (::geteuid() != 0) {
    // Only root can give a file away; a file of root's stands in for one. It is refused as foreign, or as
    // unreadable.
    fs::create_symlink("/etc/hostname", file());
    EXPECT_NE(refusal(), "taken");
    return;
  }
  write_file(good_text);
  ASSERT_EQ(::chown(file().c_str(), 65534, 65534), 0);
  EXPECT_THAT(refusal(), HasSubstr("belongs to user nobody; run this as that user: runuser -u nobody"));
}

TEST_F(MasterKeyFile, IsRefusedWithATextThatIsNoGoodKeyAndTheTextIsNotTold) {
  for (const std::string text :
       {"", "\n", "secret", "changeme", "elysia", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8 ",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n\n", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8A",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    write_file(text);
    EXPECT_THAT(refusal(), HasSubstr("holds no key")) << text;
    EXPECT_EQ(read_file(), text) << "the file was written over";
    if (text.size() > 5) {
      EXPECT_THAT(refusal(), Not(HasSubstr(text)));
    }
  }
}

}  // namespace
}  // namespace gatehouse::crypto
