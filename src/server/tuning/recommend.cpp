#include "server/tuning/recommend.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "platform/config/quantity.hpp"
#include "server/tuning/hash_search.hpp"
#include "server/values.hpp"

namespace gatehouse::server {
namespace {

constexpr double mib = 1024.0 * 1024.0;
constexpr double share_of_deadline = 0.8;  // the rest is for what else the machine does
constexpr std::size_t longest_queue = 100'000;
constexpr double work_of_a_write = 100e-6;  // seconds of a core, roughly
constexpr std::size_t fewest_data_threads = 8;
constexpr std::size_t most_data_threads = 64;  // SQLite commits so many writes together

std::size_t fitting_queue(double a_second, std::chrono::milliseconds deadline) {
  const double served = a_second * std::chrono::duration<double>(deadline).count() * share_of_deadline;
  return static_cast<std::size_t>(std::clamp(std::floor(served), 1.0, static_cast<double>(longest_queue)));
}

/// SQLite: as many as bring the writes that can share the next wait for the disk.
std::size_t fitting_data_threads(const Machine& machine, const Settings& settings) {
  if (!settings.database.url.starts_with("sqlite:")) return server::fitting_data_threads(settings.database);
  const double writes = machine.disk_wait.value_or(0) * static_cast<double>(machine.cores) / work_of_a_write;
  const double bounded =
      std::clamp(writes, static_cast<double>(fewest_data_threads), static_cast<double>(most_data_threads));
  return std::bit_ceil(static_cast<std::size_t>(bounded));
}

std::string milliseconds(double seconds) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(seconds < 0.01 ? 2 : 1) << seconds * 1000 << " ms";
  return text.str();
}

void tell_measurements(std::ostream& out, const Machine& machine) {
  out << "# " << machine.cores << (machine.cores == 1 ? " core, " : " cores, ") << std::fixed
      << std::setprecision(1) << static_cast<double>(machine.memory) / mib / 1024 << " GiB of memory";
  if (machine.disk_wait) out << ", " << milliseconds(*machine.disk_wait) << " until the disk keeps a write";
  out << "\n#\n# Argon2id           one hash    on all cores   hashes a second\n";
  std::vector<HashTime> hashes = machine.hashes;
  std::ranges::sort(hashes, {}, &HashTime::cost);
  const std::size_t threads = std::max<std::size_t>(machine.cores, 1);
  for (const HashTime& hash : hashes) {
    out << "# " << std::setw(3) << hash.cost.memory / static_cast<std::size_t>(mib) << " MiB, "
        << std::setw(2) << hash.cost.passes << " passes " << std::setw(11) << milliseconds(hash.alone)
        << std::setw(16) << milliseconds(hash.busy) << std::setw(18) << std::setprecision(1)
        << static_cast<double>(threads) / hash.busy << "\n";
  }
  out << "#\n";
}

}  // namespace

Recommendation recommend(const Machine& machine, double target, const Settings& settings) {
  Recommendation made;
  made.hash = dearest_within(target, machine.hashes);
  made.keeps_target = made.hash.busy <= target;
  const HashSettings hashing{.memory = made.hash.cost.memory, .iterations = made.hash.cost.passes};
  made.hash_threads = std::max<std::size_t>(1, fitting_threads(hashing, machine.cores, machine.memory));
  made.sign_ins = static_cast<double>(made.hash_threads) / made.hash.busy;
  made.hash_queue = fitting_queue(made.sign_ins, settings.queue_deadline);
  made.data_threads = fitting_data_threads(machine, settings);
  made.hash_memory = made.hash_threads * made.hash.cost.memory;
  return made;
}

std::size_t most_hash_memory(const Machine& machine) {
  std::size_t most = least_hash_cost.memory;
  const HashSettings step{.memory = static_cast<std::size_t>(mib)};
  const std::size_t mebibytes = fitting_threads(step, machine.memory / step.memory, machine.memory);
  return std::max(most, mebibytes / std::max<std::size_t>(machine.cores, 1) * step.memory);
}

std::string as_configuration(const Machine& machine, const Recommendation& made) {
  std::ostringstream out;
  tell_measurements(out, machine);
  if (!made.keeps_target) {
    out << "# Even the least that is safe takes longer than the target on this machine.\n";
  }
  out << "hash_memory = \"" << config::size_text(static_cast<std::int64_t>(made.hash.cost.memory))
      << "\"\nhash_iterations = " << made.hash.cost.passes << "\nhash_threads = " << made.hash_threads
      << "\nhash_queue = " << made.hash_queue << "\ndata_threads = " << made.data_threads << "\n#\n"
      << std::fixed << std::setprecision(1) << "# Expect " << made.sign_ins << " sign-ins a second, "
      << milliseconds(made.hash.alone) << " for one that is alone, and "
      << config::size_text(static_cast<std::int64_t>(made.hash_memory)) << " for hashes at most.\n";
  return out.str();
}

}  // namespace gatehouse::server
