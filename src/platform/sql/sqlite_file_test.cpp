// What happens to the file under an SQLite database must never be met with a silent new one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "kernel/unavailable.hpp"
#include "platform/sql/connect.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/failure.hpp"
#include "platform/sql/server_lock.hpp"
#include "tests/support/fresh_database.hpp"

namespace gatehouse::sql {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// Root may write whatever it likes: somebody else does what root is tested with.
class PlainUser {
 public:
  explicit PlainUser(const fs::path& folder) {
    if (!is_root_) return;
    for (const auto& entry : fs::directory_iterator(folder)) give(entry.path());
    give(folder);
    EXPECT_EQ(::seteuid(nobody), 0);
  }
  ~PlainUser() {
    if (!is_root_) return;
    EXPECT_EQ(::seteuid(0), 0);
  }
  PlainUser(const PlainUser&) = delete;
  PlainUser& operator=(const PlainUser&) = delete;

 private:
  static constexpr uid_t nobody = 65534;
  static void give(const fs::path& path) { EXPECT_EQ(::chown(path.c_str(), nobody, nobody), 0); }

  const bool is_root_ = ::geteuid() == 0;
};

class SqliteFile : public ::testing::Test {
 protected:
  SqliteFile() { make(); }

  void make() {
    add();  // the table, and a first row
  }
  void add() {
    database->write([](Connection& c) {
      c.run("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY)");
      return c.execute("INSERT INTO rows DEFAULT VALUES");
    });
  }
  std::int64_t rows(Database& of) {
    return of.read([](Connection& c) { return c.query("SELECT count(*) FROM rows").front().integer(0); });
  }
  std::string refusal() {
    try {
      Database::open({.url = database.url()});
    } catch (const std::exception& failure) {
      return failure.what();
    }
    return "";
  }
  static mode_t mode_of(const fs::path& path) {
    struct stat found{};
    ::stat(path.c_str(), &found);
    return found.st_mode & 07777U;
  }

  testing::FreshDatabase database{Dialect::sqlite};
  const fs::path path = database.url().substr(std::string_view("sqlite:").size());
};

TEST_F(SqliteFile, IsMadeForItsOwnerAlone) {
  const fs::path other = path.parent_path() / "new/folder/gatehouse.db";
  const auto opened = Database::open({.url = "sqlite:" + other.string()});
  EXPECT_EQ(mode_of(other), 0600U);
  EXPECT_EQ(mode_of(other.string() + "-wal"), 0600U);
  EXPECT_EQ(mode_of(other.parent_path()), 0700U);
  EXPECT_EQ(mode_of(other.parent_path().parent_path()), 0700U);
}

TEST_F(SqliteFile, IsRefusedWhereOthersCanReadItWithTheRemedy) {
  ::chmod(path.c_str(), 0640);
  EXPECT_THAT(refusal(), HasSubstr("chmod 600 " + path.string()));
  ::chmod(path.c_str(), 0600);
  EXPECT_EQ(refusal(), "");
}

TEST_F(SqliteFile, IsRefusedWhereAnotherUserOwnsIt) {
  if (::geteuid() != 0) {  // only root can give a file away; one of root's stands in for it
    EXPECT_THROW(Database::open({.url = "sqlite:/etc/hostname"}), Failure);
    return;
  }
  ASSERT_EQ(::chown(path.c_str(), 65534, 65534), 0);
  EXPECT_THAT(refusal(), HasSubstr("belongs to user nobody; run this as that user: runuser -u nobody"));
}

TEST_F(SqliteFile, IsRefusedAsALink) {
  const fs::path link = path.parent_path() / "link.db";
  fs::create_symlink(path, link);
  EXPECT_THROW(Database::open({.url = "sqlite:" + link.string()}), Failure);
}

TEST_F(SqliteFile, IsRefusedWhereItIsNoDatabase) {
  const fs::path other = path.parent_path() / "other.db";
  std::ofstream(other) << std::string(8192, 'x');
  ::chmod(other.c_str(), 0600);
  try {
    Database::open({.url = "sqlite:" + other.string()});
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::damaged);
  }
  EXPECT_EQ(fs::file_size(other), 8192U);
}

TEST_F(SqliteFile, IsNotMadeAnewWhereItsLogIsLeft) {
  const fs::path other = path.parent_path() / "other.db";
  std::ofstream(other.string() + "-wal") << "what was committed";
  EXPECT_THROW(Database::open({.url = "sqlite:" + other.string()}), Failure);
  EXPECT_FALSE(fs::exists(other));
}

TEST_F(SqliteFile, StopsWritesWhenItIsDeleted) {
  fs::remove(path);
  EXPECT_THROW(add(), Unavailable);
  EXPECT_THROW(add(), Unavailable);
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(SqliteFile, StopsWritesWhenItsLogIsDeleted) {
  fs::remove(path.string() + "-wal");
  EXPECT_THROW(add(), Unavailable);
  EXPECT_THROW(add(), Unavailable);
}

TEST_F(SqliteFile, StopsWritesWhileAnotherStandsInItsPlace) {
  const fs::path aside = path.string() + ".aside";
  fs::rename(path, aside);
  fs::copy_file(aside, path);
  const auto before = fs::last_write_time(path);
  EXPECT_THROW(add(), Unavailable);
  EXPECT_THROW(rows(*database), Unavailable);  // a connection that would have to open the other
  EXPECT_EQ(fs::last_write_time(path), before);
  fs::rename(aside, path);
  add();
  EXPECT_EQ(rows(*database), 2);
}

TEST_F(SqliteFile, HoldsTheKeptAfterReopening) {
  add();
  const auto second = Database::open({.url = database.url()});
  EXPECT_EQ(rows(*second), 2);
}

TEST_F(SqliteFile, IsOneServersAtATime) {
  auto first = std::make_unique<ServerLock>(DatabaseOptions{.url = database.url()});
  EXPECT_THROW(ServerLock({.url = database.url()}), Failure);
  EXPECT_EQ(refusal(), "");  // tools may open it
  first.reset();
  EXPECT_NO_THROW(ServerLock({.url = database.url()}));
}

TEST_F(SqliteFile, IsOneServersUnderEachOfItsNames) {
  const ServerLock first(DatabaseOptions{.url = database.url()});
  const fs::path other = path.parent_path() / "other.db";
  fs::create_hard_link(path, other);
  EXPECT_THROW(ServerLock({.url = "sqlite:" + other.string()}), Failure);
}

TEST_F(SqliteFile, IsOneServersWhereItsLockFileIsDeleted) {
  auto first = std::make_unique<ServerLock>(DatabaseOptions{.url = database.url()});
  fs::remove(path.string() + ".lock");
  EXPECT_THROW(ServerLock({.url = database.url()}), Failure);
  first.reset();
  EXPECT_NO_THROW(ServerLock({.url = database.url()}));
}

TEST_F(SqliteFile, IsServedOnlyWhereAllOfItCanBeWritten) {
  const PlainUser user(path.parent_path());
  const auto serve = [&] { ServerLock({.url = database.url()}); };
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    const fs::path file = path.string() + suffix;
    ASSERT_EQ(::chmod(file.c_str(), 0400), 0) << file;
    EXPECT_THAT(serve, ThrowsMessage<Failure>(HasSubstr("chmod 600 " + file.string()))) << file;
    ::chmod(file.c_str(), 0600);
  }
  ::chmod(path.parent_path().c_str(), 0500);
  EXPECT_THAT(serve, ThrowsMessage<Failure>(HasSubstr("cannot be written to"))) << path;
  ::chmod(path.parent_path().c_str(), 0700);
  EXPECT_NO_THROW(serve());
}

TEST_F(SqliteFile, IsRefusedToAServerWithWhatTheSystemSays) {
  const auto serve = [&] { ServerLock({.url = "sqlite:" + path.string() + "/below.db"}); };
  EXPECT_THAT(serve, ThrowsMessage<Unavailable>(HasSubstr("Not a directory")));
}

TEST_F(SqliteFile, IsCheckpointedByOneOnly) {
  EXPECT_EQ(FileLock::take(path, FileLock::Right::checkpoint), nullptr);
  const auto tool = connect({.url = database.url()}, Access::write);
  EXPECT_EQ(tool->query("PRAGMA wal_autocheckpoint").front().integer(0), 0);
  tool->run("INSERT INTO rows DEFAULT VALUES");
  EXPECT_EQ(rows(*database), 2);
}

TEST_F(SqliteFile, IsNotMadeByWhoOnlyReads) {
  const fs::path other = path.parent_path() / "other.db";
  EXPECT_EQ(connect({.url = "sqlite:" + other.string()}, Access::read), nullptr);
  EXPECT_FALSE(fs::exists(other));
  EXPECT_THROW(connect({.url = database.url()}, Access::read)->run("DELETE FROM rows"), Unavailable);
}

}  // namespace
}  // namespace gatehouse::sql
