#pragma once

// The files of an SQLite database, watched: private to their owner, and still the ones that were opened. A
// file that was deleted or replaced under a running server must not become a silent new database.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::sql {

/// Behind the name of a database: what a restore is making of it. One that was killed leaves it, and where it
/// leaves no database, no start makes an empty one in silence.
inline constexpr const char* restoring_suffix = ".restoring";

/// Creates the file (0600) and its folder (0700) where they are not. Throws an `Outage` or a `Failure` that
/// tells the remedy where the file is a link, another's, or open to others, or where only its write-ahead log
/// or half a restore is left.
void prepare_sqlite_file(const std::filesystem::path& path);

/// Why this user cannot read and write a file that a server keeps, with what to do; nothing where it can, or
/// where the file is not there yet.
std::optional<std::string> unusable(const std::filesystem::path& file);

/// The files of a database, and the folder that SQLite makes them in, as `unusable` tells of each.
std::optional<std::string> unusable_database(const std::filesystem::path& path);

/// Thread-safe.
class FileWatch {
 public:
  /// The database file and its write-ahead log, both there.
  explicit FileWatch(const std::filesystem::path& database);

  /// Throws an `Outage` where one of them is gone or another.
  void check() const;

 private:
  struct Watched {
    std::filesystem::path path;
    dev_t device;
    ino_t inode;
  };
  std::vector<Watched> files_;
};

}  // namespace gatehouse::sql
