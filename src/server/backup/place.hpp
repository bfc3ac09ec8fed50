#pragma once

// Files that appear whole or not at all: drafts that go with whoever made them, and the step that gives one
// its name, on disk before it is told.

#include <filesystem>

namespace gatehouse::server {

/// A database file that is worked on, with what SQLite puts beside it; taken away at the end wherever it
/// still is, and at the beginning where a crash left one.
class Draft {
 public:
  explicit Draft(std::filesystem::path path);
  ~Draft();
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Throws where there is something already, or no folder to put it.
void expect_free(const std::filesystem::path& file);

/// Gives the finished draft its name. Throws where somebody was faster.
void put_in_place(const std::filesystem::path& draft, const std::filesystem::path& file);

/// The same, and what was there goes.
void put_over(const std::filesystem::path& draft, const std::filesystem::path& file);

/// An SQLite file and its log under another name, one for each second. The file itself stays under its own
/// name too, so that a crash before it is put over leaves a database there. Where the log is alone, it goes
/// aside, and its name is returned.
std::filesystem::path keep_aside(const std::filesystem::path& file);

/// After a failure: throws what it comes from where the disk of `file` is full.
void expect_room(const std::filesystem::path& file);

/// A folder that is somebody else's, root's apart, is none to make a file in: it would be closed to its
/// owner. Of a folder that is not there yet, the one in which it would be made counts.
void expect_own_folder(const std::filesystem::path& file);

/// The same octets, readable by their owner alone.
void copy_privately(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace gatehouse::server
