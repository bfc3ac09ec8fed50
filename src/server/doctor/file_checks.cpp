// Files and folders: whose they are, who may read them, and what they lie on.

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <vector>

#include "platform/files/owner.hpp"
#include "platform/migrations/folder.hpp"
#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view aside = ".before-restore-";
constexpr std::chrono::hours longest_aside{24};
constexpr std::uintmax_t least_space = std::uintmax_t{256} * 1024 * 1024;

std::optional<struct stat> look_at(const fs::path& path) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0) return std::nullopt;
  return found;
}

Verdict exposed(const fs::path& path) {
  const auto found = look_at(path);
  if (!found || S_ISLNK(found->st_mode)) return std::nullopt;
  if (found->st_uid != ::geteuid())
    return path.string() + " belongs to " + files::name_of_user(found->st_uid);
  if ((found->st_mode & (S_IRWXG | S_IRWXO)) != 0) return path.string() + " is open to other users";
  return std::nullopt;
}

Verdict link(const fs::path& path) {
  const auto found = look_at(path);
  if (!found || !S_ISLNK(found->st_mode)) return std::nullopt;
  return path.string() + " is a symbolic link";
}

fs::path folder_of_database(const Examined& examined) {
  return fs::absolute(examined.location.path).parent_path();
}

Verdict data_dir_exposed(const Examined& examined) { return exposed(examined.settings.data_dir); }

Verdict data_dir_unusable(const Examined& examined) {
  const fs::path folder = examined.settings.data_dir;
  if (!look_at(folder)) return std::nullopt;  // the first start makes it
  if (!fs::is_directory(folder)) return folder.string() + " is no folder";
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return folder.string() + " cannot be written to";
  return std::nullopt;
}

Verdict master_key_exposed(const Examined& examined) {
  const fs::path file = examined.settings.master_key_file;
  const Verdict of_file = exposed(file);
  return of_file ? of_file : exposed(fs::absolute(file).parent_path());
}

Verdict master_key_link(const Examined& examined) { return link(examined.settings.master_key_file); }

Verdict database_exposed(const Examined& examined) {
  if (!examined.is_sqlite()) return std::nullopt;
  const Verdict of_file = exposed(examined.location.path);
  return of_file ? of_file : exposed(examined.location.path.string() + "-wal");
}

/// Whoever may rename what is in a folder can put another file in its place; who owns it may let everybody.
Verdict database_folder_exposed(const Examined& examined) {
  if (!examined.is_sqlite()) return std::nullopt;
  std::error_code ignored;
  const fs::path folder = folder_of_database(examined);
  if (fs::equivalent(folder, examined.settings.data_dir, ignored)) return std::nullopt;  // looked at as such
  struct stat found{};
  if (::stat(folder.c_str(), &found) != 0) return std::nullopt;
  if (found.st_uid != ::geteuid() && found.st_uid != 0)
    return folder.string() + " belongs to " + files::name_of_user(found.st_uid);
  const bool keeps_files_of_others = (found.st_mode & S_ISVTX) != 0;
  if ((found.st_mode & (S_IWGRP | S_IWOTH)) == 0 || keeps_files_of_others) return std::nullopt;
  return folder.string() + " can be written to by other users";
}

Verdict files_unusable(const Examined& examined) {
  if (examined.unusable_file.empty()) return std::nullopt;
  return examined.unusable_file;
}

/// The first file of the data folder, or of that of the database, that is wanted; empty where there is none.
template <class IsWanted>
std::string first_file(const Examined& examined, IsWanted is_wanted) {
  std::vector<fs::path> folders{examined.settings.data_dir};
  if (examined.is_sqlite()) folders.push_back(folder_of_database(examined));
  for (const fs::path& folder : folders) {
    std::error_code ignored;
    for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
      if (is_wanted(entry->path())) return entry->path().string();
    }
  }
  return {};
}

/// What a command that was killed has left, or one that is at work uses.
Verdict left_over(const Examined& examined) {
  const std::string file = first_file(examined, [](const fs::path& path) {
    return path.extension() == ".restoring" || path.extension() == ".draft";
  });
  if (file.empty()) return std::nullopt;
  return file + " is left over";
}

/// What a restore has put aside, once it has had the time to turn out right. The name tells its second.
Verdict kept_aside(const Examined& examined) {
  const std::int64_t now = to_millis(examined.clock.now()) / 1000;
  const std::string file = first_file(examined, [now](const fs::path& path) {
    const std::string name = path.filename().string();
    const std::size_t at = name.rfind(aside);
    std::int64_t second = 0;
    if (at == std::string::npos) return false;
    const char* digits = name.c_str() + at + aside.size();
    const auto read = std::from_chars(digits, name.c_str() + name.size(), second);
    return read.ec == std::errc{} && second < now - std::chrono::seconds(longest_aside).count();
  });
  if (file.empty()) return std::nullopt;
  return file + " was put aside by a restore more than a day ago";
}

Verdict database_link(const Examined& examined) {
  return examined.is_sqlite() ? link(examined.location.path) : std::nullopt;
}

/// The log of SQLite goes by the name that a file was opened by.
Verdict database_hard_link(const Examined& examined) {
  if (!examined.is_sqlite()) return std::nullopt;
  const auto found = look_at(examined.location.path);
  if (!found || !S_ISREG(found->st_mode) || found->st_nlink < 2) return std::nullopt;
  return examined.location.path.string() + " is one file under " + std::to_string(found->st_nlink) + " names";
}

Verdict migrations_dir_exposed(const Examined& examined) {
  return migrations::in_hands_of_others(examined.settings.migrations_dir);
}

/// The folder that is there already, of the one that will be.
fs::path existing(fs::path path) {
  path = fs::absolute(path);
  while (!fs::exists(path) && path.has_relative_path()) path = path.parent_path();
  return path;
}

Verdict little_space(const Examined& examined) {
  const fs::path folder = existing(examined.settings.data_dir);
  const std::uintmax_t left = fs::space(folder).available;
  if (left >= least_space) return std::nullopt;
  return std::to_string(left / 1024 / 1024) + " MiB are left at " + folder.string();
}

Verdict network_file_system(const Examined& examined) {
  if (!examined.is_sqlite()) return std::nullopt;
  struct statfs found{};
  const fs::path folder = existing(examined.location.path).string();
  if (::statfs(folder.c_str(), &found) != 0 || !is_network_file_system(found.f_type)) return std::nullopt;
  return folder.string() + " lies on a network file system";
}

constexpr Check all[] = {
    {"data_dir_exposed",
     "others of this machine could read or replace what is in it; the server does not start",
     "run this as the user of the server; where it is, chown it to that user, and chmod 700",
     data_dir_exposed},
    {"data_dir_unusable", "the server could not keep anything there, and does not start",
     "name another folder by --data-dir, or make it writable for the user of the server", data_dir_unusable},
    {"master_key_exposed", "who reads it can forge tokens and codes; the server does not start",
     "run this as the user of the server; where it is, chown to that user, chmod 600 the file and 700 its "
     "folder; where somebody may have read it, rotate the signing keys",
     master_key_exposed},
    {"master_key_link", "whoever changes where it points changes the key; the server does not start",
     "put the file itself there", master_key_link},
    {"database_exposed", "others of this machine could read hashes and addresses; the server does not start",
     "run this as the user of the server; where it is, chown to that user, and chmod 600", database_exposed},
    {"database_folder_exposed", "others of this machine could put another database in the place of this one",
     "run this as the user of the server; where it is, chown it to that user, and chmod 700",
     database_folder_exposed},
    {"files_unusable", "a server reads and writes all of its files; it does not start",
     "as the message says, and run the server and all of its commands as one user", files_unusable},
    {"left_over", "it holds a copy of what is in a database, and takes room",
     "where no `gatehouse backup` and no `gatehouse restore` runs at the moment, delete it", left_over},
    {"kept_aside", "it holds all that was in the database before: hashes, addresses and keys",
     "where the restore has turned out right, delete it", kept_aside},
    {"database_link",
     "a link that is changed under the server makes two databases; the server does not start",
     "name the file itself by --database", database_link},
    {"database_hard_link",
     "whoever opens it by another name misses what is in its log, and damages it by a change",
     "find the others by `find / -xdev -samefile`, and delete them; a copy is made by `gatehouse backup`",
     database_hard_link},
    {"migrations_dir_exposed",
     "who can write there could change the database; no command takes revisions there",
     "chown it and its files to the user of the server or root, and chmod go-w", migrations_dir_exposed},
    {"disk_space", "with a full disk nothing can be written: sign-ups and sign-ins are answered 503",
     "make room, or move --data-dir", little_space},
    {"network_file_system",
     "locks and syncs of network file systems do not hold what SQLite needs: it is damaged",
     "put the database on a disk of this machine, or use PostgreSQL", network_file_system},
};

}  // namespace

bool is_network_file_system(std::int64_t type) {
  constexpr std::array<std::int64_t, 6> known = {NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC,
                                                 SMB2_SUPER_MAGIC, V9FS_MAGIC,      CEPH_SUPER_MAGIC};
  return std::ranges::find(known, type) != known.end();
}

std::span<const Check> file_checks() { return all; }

}  // namespace gatehouse::server::doctor
