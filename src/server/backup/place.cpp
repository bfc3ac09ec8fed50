#include "server/backup/place.hpp"

#include <fcntl.h>
#include <stdio.h>  // renameat2
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "kernel/clock.hpp"
#include "platform/files/owner.hpp"

namespace gatehouse::server {
namespace {

namespace fs = std::filesystem;

constexpr std::array sqlite_files{"", "-wal", "-shm", "-journal", ".lock"};
/// SQLite asks for no more at once than for the index of its log.
constexpr std::uintmax_t least_room = std::uintmax_t{64} * 1024;
constexpr std::size_t piece = std::size_t{1} << 20U;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what + ": " + std::generic_category().message(errno));
}

class File {
 public:
  File(const fs::path& path, int flags)
      : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail("cannot open " + path.string());
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  std::size_t read(std::vector<char>& octets) const {
    const ssize_t got = ::read(descriptor_, octets.data(), octets.size());
    if (got < 0) fail("cannot read " + path_.string());
    return static_cast<std::size_t>(got);
  }

  void write(const char* octets, std::size_t count) const {
    while (count > 0) {
      const ssize_t written = ::write(descriptor_, octets, count);
      if (written < 0) fail("cannot write " + path_.string());
      octets += written;
      count -= static_cast<std::size_t>(written);
    }
  }

  void settle() const {
    if (::fsync(descriptor_) != 0) fail("cannot write " + path_.string());
  }

 private:
  fs::path path_;
  int descriptor_;
};

fs::path folder_of(const fs::path& file) { return fs::absolute(file).parent_path(); }

void settle(const fs::path& path) { File(path, O_RDONLY).settle(); }

void remove_files(const fs::path& path) {
  std::error_code ignored;
  for (const char* suffix : sqlite_files) fs::remove(path.string() + suffix, ignored);
}

/// Told apart by the second, and by a number where there were several in one.
std::string free_name_beside(const fs::path& file) {
  const std::string name =
      file.string() + ".before-restore-" + std::to_string(to_millis(SystemClock().now()) / 1000);
  std::string free = name;
  const auto is_taken = [](const std::string& path) { return fs::exists(fs::symlink_status(path)); };
  for (int number = 2; is_taken(free) || is_taken(free + "-wal"); ++number)
    free = name + '-' + std::to_string(number);
  return free;
}

}  // namespace

Draft::Draft(fs::path path) : path_(std::move(path)) { remove_files(path_); }

Draft::~Draft() { remove_files(path_); }

void expect_free(const fs::path& file) {
  std::error_code fault;
  const fs::file_status found = fs::symlink_status(file, fault);
  if (found.type() == fs::file_type::none)
    throw std::runtime_error("cannot make " + file.string() + ": " + fault.message());
  if (fs::exists(found)) {
    throw std::runtime_error(file.string() + " is there already, and is not written over");
  }
  if (!fs::is_directory(folder_of(file))) {
    throw std::runtime_error("there is no folder " + folder_of(file).string());
  }
}

void put_in_place(const fs::path& draft, const fs::path& file) {
  settle(draft);
  if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) != 0) {
    if (errno != EINVAL && errno != ENOSYS) fail("cannot make " + file.string());
    // A file system that does not know how to refuse; a link is refused everywhere.
    if (::link(draft.c_str(), file.c_str()) != 0) fail("cannot make " + file.string());
  }
  settle(folder_of(file));
}

void put_over(const fs::path& draft, const fs::path& file) {
  settle(draft);
  if (::rename(draft.c_str(), file.c_str()) != 0) fail("cannot make " + file.string());
  settle(folder_of(file));
}

fs::path keep_aside(const fs::path& file) {
  const std::string aside = free_name_beside(file);
  const bool is_there = fs::exists(fs::symlink_status(file));
  if (is_there && ::link(file.c_str(), aside.c_str()) != 0) {
    if (errno != EPERM && errno != EOPNOTSUPP) fail("cannot make " + aside);
    if (::rename(file.c_str(), aside.c_str()) != 0) fail("cannot move " + file.string());
  }
  for (const char* suffix : {"-wal", "-shm"}) {
    const std::string from = file.string() + suffix;
    if (::rename(from.c_str(), (aside + suffix).c_str()) != 0 && errno != ENOENT) fail("cannot move " + from);
  }
  settle(folder_of(file));
  return is_there ? aside : aside + "-wal";
}

void expect_room(const fs::path& file) {
  std::error_code ignored;
  const fs::path folder = folder_of(file);
  const fs::space_info space = fs::space(folder, ignored);
  if (ignored || space.available >= least_room) return;
  throw std::runtime_error("there is no room at " + folder.string() + ": " +
                           std::to_string(space.available / 1024) + " KiB are left");
}

void expect_own_folder(const fs::path& file) {
  fs::path folder = folder_of(file);
  struct stat found{};
  while (::stat(folder.c_str(), &found) != 0) {
    if (errno != ENOENT || !folder.has_relative_path()) fail("cannot look at " + folder.string());
    folder = folder.parent_path();
  }
  if (found.st_uid == ::geteuid() || found.st_uid == 0) return;
  throw std::runtime_error("the folder " + folder.string() + " " +
                           files::belongs_to_another(folder.string(), found.st_uid));
}

void copy_privately(const fs::path& from, const fs::path& to) {
  const File source(from, O_RDONLY);
  const File target(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
  std::vector<char> octets(piece);
  for (std::size_t got = source.read(octets); got > 0; got = source.read(octets))
    target.write(octets.data(), got);
  target.settle();
}

}  // namespace gatehouse::server
