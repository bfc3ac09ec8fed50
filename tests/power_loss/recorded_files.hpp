#pragma once

// What SQLite asks of its files, written down: an SQLite VFS that stands in front of the system's own and
// becomes the default one, so that the product opens through it without knowing. Nothing is synced in truth:
// what a disk would have made of it is played afterwards, for any moment (disk.hpp).

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse::testing {

/// One step of what was asked of the files, in order; `acknowledge` is a step of the workload's own.
struct FileStep {
  enum class Kind { create, write, truncate, sync, remove, sync_names, acknowledge };

  Kind kind;
  std::string file{};       // its name without the folder
  std::int64_t offset = 0;  // of `write`; the size of `truncate`; the number of `acknowledge`
  std::string bytes{};
  std::int64_t writer = 0;  // of `acknowledge`
};

/// Gets the steps of all files that are opened during its life; one at a time. Thread-safe.
class Recording {
 public:
  Recording();
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  void add(FileStep step);
  /// Whoever waited for this write has been told that it is done.
  void acknowledge(std::int64_t writer, std::int64_t number) {
    add({.kind = FileStep::Kind::acknowledge, .offset = number, .writer = writer});
  }
  /// Once nobody writes any more.
  const std::vector<FileStep>& steps() const { return steps_; }

 private:
  std::mutex mutex_;
  std::vector<FileStep> steps_;
};

}  // namespace gatehouse::testing
