#pragma once

// A disk that may lose its power: what was synced is there afterwards, and of the rest any part, in sectors,
// some of them torn, whatever came first. Names are as unsure as contents until their
// folder is synced.

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/power_loss/recorded_files.hpp"

namespace gatehouse::testing {

/// What lies on the disk: contents by name.
using DiskImage = std::map<std::string, std::string>;
using Random = std::mt19937_64;

class Disk {
 public:
  /// `honest` disks keep what was synced; others say so only.
  explicit Disk(const DiskImage& synced, bool honest = true);

  void take(const FileStep& step);
  /// What may be found when the power is back. Nothing of this disk changes.
  DiskImage lose_power(Random& random) const;

 private:
  struct File {
    std::string synced;
    std::vector<FileStep> unsynced;
  };
  /// The file behind a name now, and the one that may still be found behind it.
  struct Name {
    std::optional<File> now;
    std::optional<File> before;
    bool sure = true;  // only `now`
  };

  void sync(File& file) const;
  static std::string remains(const File& file, Random& random);

  std::map<std::string, Name> names_;
  bool honest_;
};

}  // namespace gatehouse::testing
