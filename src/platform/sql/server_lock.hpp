#pragma once

// Who may do what with an SQLite file that several processes open. The locks are the system's, on
// `PATH.lock`, so they go with the process however it ends; the lock file itself stays and means nothing.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace gatehouse::sql {

/// A byte of the lock file, held for life.
class FileLock {
 public:
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  enum class Right { serve = 0, checkpoint = 1 };

  /// Null where another holds it.
  static std::unique_ptr<FileLock> take(const std::filesystem::path& database, Right right);

 private:
  explicit FileLock(int file) : file_(file) {}

  int file_;
};

/// PostgreSQL: the advisory lock that whoever has the database open holds together with the others, on the
/// connection that listens. Who gets it alone is alone.
inline constexpr std::int64_t presence_lock = 7'305'808'868'913'373'190;

/// The server's own: one server on one SQLite file, while `gatehouse db` may open it too. With PostgreSQL it
/// holds nothing, for there servers share.
class ServerLock {
 public:
  /// Throws `Failure` with a message for the operator where another server has it.
  explicit ServerLock(std::string_view database_url);

 private:
  std::unique_ptr<FileLock> lock_;
};

}  // namespace gatehouse::sql
