#include "platform/sql/server_lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "platform/sql/connect.hpp"
#include "platform/sql/failure.hpp"
#include "platform/sql/outage.hpp"
#include "platform/sql/sqlite_file.hpp"
#include "platform/sql/url.hpp"

namespace gatehouse::sql {
namespace {

/// SQLite locks bytes near the first GiB of the file, and no file has grown as far as this one.
constexpr off_t beyond_all_pages = off_t{1} << 62U;

}  // namespace

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

std::unique_ptr<FileLock> FileLock::take(const std::filesystem::path& database, Right right) {
  return take_byte(database.string() + ".lock", O_CREAT, static_cast<off_t>(right));
}

std::unique_ptr<FileLock> FileLock::take_file(const std::filesystem::path& database) {
  return take_byte(database.string(), 0, beyond_all_pages);
}

/// Of the open file and not of the process, so that it is there for other threads and other locks too.
std::unique_ptr<FileLock> FileLock::take_byte(const std::string& name, int flags, off_t byte) {
  const int file = ::open(name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600);
  if (file < 0) throw_outage("the database file cannot be used", name + ": " + std::strerror(errno));
  std::unique_ptr<FileLock> lock(new FileLock(file));
  struct flock range{};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  range.l_start = byte;
  range.l_len = 1;
  if (::fcntl(file, F_OFD_SETLK, &range) == 0) return lock;
  if (errno == EAGAIN || errno == EACCES) return nullptr;
  throw_outage("the database file cannot be locked", name + ": " + std::strerror(errno));
}

ServerLock::ServerLock(const DatabaseOptions& options) {
  const Location location = parse_url(options.url);
  if (location.dialect == Dialect::postgresql) {
    connection_ = connect(options, Access::write);
    const Rows taken =
        connection_->query("SELECT pg_try_advisory_lock_shared($1)::int::bigint", {presence_lock});
    if (taken.front().integer(0) != 0) return;
    throw Failure(FailureKind::statement,
                  "a restore or a copy is at work on this database; start the server when it has ended");
  }
  try {
    lock_file(location.path);
  } catch (const Outage& outage) {
    throw Unavailable(std::string(outage.what()) + ": " + outage.detail());
  }
}

void ServerLock::lock_file(const std::filesystem::path& path) {
  prepare_sqlite_file(path);
  // SQLite would open what it may only read, and refuse each write later.
  if (const auto fault = unusable_database(path)) throw Failure(FailureKind::statement, *fault);
  by_name_ = FileLock::take(path, FileLock::Right::serve);
  if (by_name_) file_ = FileLock::take_file(path);
  if (!file_) {
    throw Failure(FailureKind::statement, "another server is running on " + path.string() +
                                              ", or a restore or a copy is at work on it; wait for its end, "
                                              "or use PostgreSQL to run several servers");
  }
}

}  // namespace gatehouse::sql
