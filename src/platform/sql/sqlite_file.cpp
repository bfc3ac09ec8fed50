#include "platform/sql/sqlite_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

#include "platform/files/keep_names.hpp"
#include "platform/files/owner.hpp"
#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"

namespace gatehouse::sql {
namespace {

constexpr const char* cannot_be_used = "the database file cannot be used";

/// Nothing where there is no such file.
std::optional<struct stat> look(const std::filesystem::path& path) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) == 0) return found;
  if (errno == ENOENT) return std::nullopt;
  throw_outage(cannot_be_used, path.string() + ": " + std::strerror(errno));
}

/// Each start makes sure, for the one before it may have been killed in between.
void keep_names(const std::filesystem::path& folder) {
  try {
    files::keep_names(folder);
  } catch (const std::system_error& failure) {
    throw_outage(cannot_be_used, failure.what());
  }
}

void make_folder(const std::filesystem::path& folder) {
  if (folder.empty() || look(folder)) return;
  make_folder(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    throw_outage(cannot_be_used, "cannot make the folder " + folder.string() + ": " + std::strerror(errno));
  }
}

void make_file(const std::filesystem::path& path) {
  const std::filesystem::path log = path.string() + "-wal";
  if (const auto left = look(log); left && left->st_size > 0) {
    throw Failure(FailureKind::damaged, "the database file " + path.string() +
                                            " is gone, but its write-ahead log " + log.string() +
                                            " is there: put the file back beside it, or put the log aside "
                                            "by `gatehouse restore --force` of a backup");
  }
  if (look(path.string() + restoring_suffix)) {
    throw Failure(FailureKind::damaged, "the database file " + path.string() +
                                            " is not there, and a restore of it was ended before it was "
                                            "done: run it again, or delete " +
                                            path.string() + restoring_suffix);
  }
  make_folder(path.parent_path());
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600);
  if (file < 0 && errno != EEXIST) {
    throw_outage(cannot_be_used, "cannot make " + path.string() + ": " + std::strerror(errno));
  }
  if (file >= 0) ::close(file);
}

void refuse(const std::string& what) { throw Failure(FailureKind::statement, what); }

void expect_private(const std::filesystem::path& path, const struct stat& found) {
  const std::string name = path.string();
  if (S_ISLNK(found.st_mode))
    refuse("the database file " + name + " is a symbolic link; name the file itself");
  if (!S_ISREG(found.st_mode)) refuse("the database " + name + " is no regular file");
  if (found.st_uid != ::geteuid()) {
    refuse("the database file " + name + " " + files::belongs_to_another(name, found.st_uid));
  }
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    refuse("the database file " + name + " is open to other users; run: chmod 600 " + name);
  }
}

}  // namespace

void prepare_sqlite_file(const std::filesystem::path& path) {
  if (!look(path)) make_file(path);
  const auto found = look(path);
  if (!found) throw_outage(cannot_be_used, path.string() + " went away");
  expect_private(path, *found);
  keep_names(path.parent_path());
}

std::optional<std::string> unusable(const std::filesystem::path& file) {
  const std::string name = file.string();
  struct stat found{};
  if (::lstat(name.c_str(), &found) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return name + " cannot be used: " + std::strerror(errno);
  }
  if (!S_ISREG(found.st_mode)) return name + " is no regular file: move it away";
  if (::faccessat(AT_FDCWD, name.c_str(), R_OK | W_OK, AT_EACCESS) == 0) return std::nullopt;
  const int why = errno;
  if (why == EACCES && found.st_uid != ::geteuid())
    return name + " " + files::belongs_to_another(name, found.st_uid);
  return name + " cannot be read and written: " + std::strerror(why) +
         (why == EACCES ? "; run: chmod 600 " + name : "");
}

std::optional<std::string> unusable_database(const std::filesystem::path& path) {
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    if (auto fault = unusable(path.string() + suffix)) return fault;
  }
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0 || errno == ENOENT)
    return std::nullopt;
  return "the folder " + folder.string() + " cannot be written to: " + std::strerror(errno);
}

FileWatch::FileWatch(const std::filesystem::path& database) {
  for (const char* suffix : {"", "-wal"}) {
    const std::filesystem::path path = database.string() + suffix;
    const auto found = look(path);
    if (!found) throw_outage(cannot_be_used, path.string() + " is not there");
    files_.push_back({path, found->st_dev, found->st_ino});
  }
}

void FileWatch::check() const {
  for (const Watched& file : files_) {
    struct stat now{};
    const bool there = ::lstat(file.path.c_str(), &now) == 0;
    if (there && now.st_dev == file.device && now.st_ino == file.inode) continue;
    throw_outage("the database file was taken away",
                 file.path.string() + (there ? " was replaced" : " was deleted or moved") +
                     " under the running server; put the original back or restart");
  }
}

}  // namespace gatehouse::sql
