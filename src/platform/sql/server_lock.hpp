#pragma once

// Who may do what with a database that several processes open. With SQLite the locks are the system's, on
// `PATH.lock`, so they go with the process however it ends; the lock file itself stays and means nothing. A
// server holds one on the database file too: a hard link to it, or a lock file that was deleted, leads no
// second one there. With PostgreSQL they are its advisory locks, which go with their connection.

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "platform/sql/connection.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::sql {

/// A byte of a file, held for life.
class FileLock {
 public:
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  enum class Right { serve = 0, checkpoint = 1 };

  /// Null where another holds it.
  static std::unique_ptr<FileLock> take(const std::filesystem::path& database, Right right);

  /// The database file itself, which is there; null where another holds it. A process that closes any
  /// descriptor of a file loses all that SQLite has locked there: this is to be taken before the first
  /// connection is opened, and let go after the last.
  static std::unique_ptr<FileLock> take_file(const std::filesystem::path& database);

 private:
  explicit FileLock(int file) : file_(file) {}
  static std::unique_ptr<FileLock> take_byte(const std::string& name, int flags, off_t byte);

  int file_;
};

/// PostgreSQL: the advisory lock that servers hold together, from before they read anything: on a connection
/// that does nothing else, and once more on the one that listens, which comes back where connections are
/// lost. Who gets it alone is alone until its connection ends.
inline constexpr std::int64_t presence_lock = 7'305'808'868'913'373'190;

/// The server's own, for its life: one server on one SQLite file, while `gatehouse db` may open it too; any
/// number on one PostgreSQL database, but none while it is replaced. Outlives all connections of its process.
class ServerLock {
 public:
  /// Throws `Failure` with a message for the operator where it cannot be had.
  explicit ServerLock(const DatabaseOptions& options);

 private:
  void lock_file(const std::filesystem::path& path);

  std::unique_ptr<FileLock> by_name_;
  std::unique_ptr<FileLock> file_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace gatehouse::sql
