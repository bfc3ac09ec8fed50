// The power is lost while our SQLite database works: at any moment, and with any part of what was not synced.
// `POWER_LOSSES` says how often (2,000 times where it says nothing), `POWER_LOSS_SEED` which losses.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <vector>

#include "tests/power_loss/disk.hpp"
#include "tests/power_loss/workload.hpp"

namespace gatehouse::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* database_file = "gatehouse.db";
constexpr std::size_t losses_of_a_recording = 250;
constexpr std::size_t between_reports = 10'000;
constexpr std::int64_t first_of_survivors = 100;

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr && *text != '\0' ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Gone at the end, unless it is to be looked at.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "gatehouse-power-loss-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void fill(const DiskImage& image) const {
    for (const auto& [name, content] : image) {
      std::ofstream(path_ / name, std::ios::binary) << content;
      ::chmod((path_ / name).c_str(), 0600);
    }
  }
  std::unique_ptr<sql::Database> open() const {
    return sql::Database::open(
        {.url = "sqlite:" + (path_ / database_file).string(), .wait = std::chrono::minutes{1}});
  }
  std::string keep() {
    kept_ = true;
    return path_.string();
  }

 private:
  fs::path path_;
  bool kept_ = false;
};

void note(Acknowledged& acknowledged, const FileStep& step) {
  if (step.kind == FileStep::Kind::acknowledge) acknowledged[step.writer] = step.offset;
}

/// The index of the log in shared memory is worth nothing after a loss of power, and may be anything.
void add_rubbish(DiskImage& image, Random& random) {
  if (random() % 4 != 0) return;
  std::string rubbish(32768, '\0');
  std::ranges::generate(rubbish, [&] { return static_cast<char>(random()); });
  image[std::string(database_file) + "-shm"] = rubbish;
}

/// What is found wrong after the power is back, or after it was lost once more while the database healed.
/// `keeps`: the folder, to be looked at.
std::optional<std::string> fault_after(DiskImage found, Acknowledged acknowledged, int more_losses,
                                       bool keeps, Random& random) {
  Disk disk(found);
  add_rubbish(found, random);
  Folder folder;
  folder.fill(found);
  Recording recording;
  std::optional<std::string> fault;
  try {
    const auto database = folder.open();
    fault = fault_of(*database, acknowledged);
    if (!fault && acknowledged.contains(-1)) {
      work_on(*database, recording, first_of_survivors + more_losses);
      fault = fault_of(*database, acknowledged);
    }
  } catch (const std::exception& refusal) {
    fault = std::string("it cannot be used: ") + refusal.what();
  }
  if (fault && keeps) *fault += "; see " + folder.keep() + ", whose log may have been read already";
  if (fault) return fault;
  if (more_losses == 0) return std::nullopt;
  const auto& steps = recording.steps();
  const std::size_t moment = random() % (steps.size() + 1);
  for (std::size_t at = 0; at < moment; ++at) {
    disk.take(steps[at]);
    note(acknowledged, steps[at]);
  }
  return fault_after(disk.lose_power(random), acknowledged, more_losses - 1, keeps, random);
}

/// A server's life from an empty file on, with a second start in the middle of it.
std::vector<FileStep> record(std::uint64_t seed) {
  Folder folder;
  folder.fill({{database_file, ""}});
  Recording recording;
  work(*folder.open(), recording, seed);
  work_on(*folder.open(), recording, first_of_survivors - 1);
  return recording.steps();
}

/// The faults that so many losses of power show; ends at the first.
std::optional<std::string> first_fault(std::size_t losses, std::uint64_t seed, bool honest) {
  Random random(seed);
  for (std::size_t lost = 0; lost < losses; lost += losses_of_a_recording) {
    if (lost > 0 && lost % between_reports == 0) std::cout << lost << " losses of power" << std::endl;
    const auto steps = record(random());
    std::vector<std::size_t> moments(std::min(losses - lost, losses_of_a_recording));
    std::ranges::generate(moments, [&] { return random() % (steps.size() + 1); });
    std::ranges::sort(moments);
    Disk disk({{database_file, ""}}, honest);
    Acknowledged acknowledged;
    std::size_t done = 0;
    for (const std::size_t moment : moments) {
      for (; done < moment; ++done) {
        disk.take(steps[done]);
        note(acknowledged, steps[done]);
      }
      const int more_losses = random() % 4 == 0 ? 1 : 0;
      if (auto fault = fault_after(disk.lose_power(random), acknowledged, more_losses, honest, random)) {
        return "seed " + std::to_string(seed) + ", step " + std::to_string(moment) + " of " +
               std::to_string(steps.size()) + ": " + *fault;
      }
    }
  }
  return std::nullopt;
}

TEST(PowerLoss, TakesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
  const auto losses = number_from("POWER_LOSSES", 2000);
  const auto fault = first_fault(losses, number_from("POWER_LOSS_SEED", 1), true);
  EXPECT_FALSE(fault) << *fault;
}

TEST(PowerLoss, OfADiskThatOnlySaysThatItSyncsIsFound) {
  EXPECT_TRUE(first_fault(losses_of_a_recording, 1, false));
}

}  // namespace
}  // namespace gatehouse::testing
