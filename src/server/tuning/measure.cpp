#include "server/tuning/measure.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/crypto/password_hash.hpp"
#include "server/memory_limit.hpp"
#include "server/tuning/hash_search.hpp"
#include "server/tuning/recommend.hpp"

namespace gatehouse::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double usual_costs = 10;  // measured, more or less
constexpr std::size_t most_disk_writes = 200;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// How long each hash took, on so many threads at once. The first of each thread is left out where there are
/// more: it pays for memory that later ones find.
std::vector<double> hash_for(const HashCost& cost, std::size_t threads, Seconds time) {
  const crypto::PasswordHash hash(
      {.cost = {.memory_kib = cost.memory / 1024, .passes = cost.passes}, .slots = threads});
  std::mutex mutex;
  std::vector<double> times;
  const auto work = [&] {
    const auto end = SteadyClock::now() + time;
    std::vector<double> own;
    do {
      const auto began = SteadyClock::now();
      static_cast<void>(hash.hash("a password to measure with"));
      own.push_back(Seconds(SteadyClock::now() - began).count());
    } while (SteadyClock::now() < end);
    if (own.size() > 1) own.erase(own.begin());
    const std::scoped_lock lock(mutex);
    std::ranges::copy(own, std::back_inserter(times));
  };
  std::vector<std::jthread> crew;
  for (std::size_t number = 0; number < threads; ++number) crew.emplace_back(work);
  crew.clear();
  return times;
}

/// A file without a name, gone with its descriptor.
class NamelessFile {
 public:
  explicit NamelessFile(const std::filesystem::path& folder)
      : descriptor_(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {}
  ~NamelessFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;

  /// False where it is not kept.
  bool write_durably() const {
    constexpr std::array<char, 4096> page{};
    return descriptor_ >= 0 && ::pwrite(descriptor_, page.data(), page.size(), 0) == std::ssize(page) &&
           ::fdatasync(descriptor_) == 0;
  }

 private:
  int descriptor_;
};

std::filesystem::path nearest_folder(std::filesystem::path path) {
  std::error_code ignored;
  path = std::filesystem::absolute(path, ignored);
  while (!std::filesystem::is_directory(path, ignored) && path.has_relative_path()) path = path.parent_path();
  return path;
}

}  // namespace

HashTime measure_hash(const HashCost& cost, std::size_t cores, Seconds budget) {
  const double alone = median(hash_for(cost, 1, budget / 3));
  return {cost, alone, median(hash_for(cost, cores, budget * 2 / 3))};
}

std::optional<double> measure_disk(const std::filesystem::path& folder, Seconds budget) {
  const NamelessFile file(nearest_folder(folder));
  if (!file.write_durably()) return std::nullopt;  // the first one also makes the file grow
  std::vector<double> times;
  const auto end = SteadyClock::now() + budget;
  do {
    const auto began = SteadyClock::now();
    if (!file.write_durably()) return std::nullopt;
    times.push_back(Seconds(SteadyClock::now() - began).count());
  } while (SteadyClock::now() < end && times.size() < most_disk_writes);
  return median(std::move(times));
}

Machine measure_machine(const std::filesystem::path& data_folder, double target, Seconds budget) {
  Machine machine{.cores = std::max(1U, std::thread::hardware_concurrency()), .memory = memory_limit()};
  const Seconds share = budget / (usual_costs + 1);
  machine.disk_wait = measure_disk(data_folder, share);
  const HashSearch search{target, most_hash_memory(machine)};
  while (const auto cost = next_to_measure(search, machine.hashes)) {
    machine.hashes.push_back(measure_hash(*cost, machine.cores, share));
  }
  return machine;
}

}  // namespace gatehouse::server
