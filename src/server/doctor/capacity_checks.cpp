// What the machine gives, held against what the settings ask of it.

#include <sys/resource.h>

#include <cmath>

#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {
namespace {

/// Files beside connections: databases, logs, threads' own.
constexpr std::uint64_t other_files = 200;

/// Who tries it out on their own machine has nothing that others want to guess.
Verdict hash_quick(const Examined& examined) {
  return examined.is_public() ? too_quick(examined.hash_seconds) : std::nullopt;
}

Verdict hash_slow(const Examined& examined) {
  return too_slow(examined.hash_seconds, examined.settings.queue_deadline);
}

Verdict open_files(const Examined& examined) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_max == RLIM_INFINITY) return std::nullopt;
  const std::uint64_t needed = examined.settings.limits.max_connections + other_files;
  if (files.rlim_max >= needed) return std::nullopt;
  return "this process may open " + std::to_string(files.rlim_max) +
         " files, and --max-connections asks for " + std::to_string(needed);
}

Verdict threads_without_connections(const Examined& examined) {
  const Settings& settings = examined.settings;
  if (examined.is_sqlite() || settings.data_threads <= 4 * settings.database.pool) return std::nullopt;
  return std::to_string(settings.data_threads) + " threads share " + std::to_string(settings.database.pool) +
         " connections to the database";
}

Verdict waits_too_long(const Examined& examined) {
  const Settings& settings = examined.settings;
  if (settings.database.wait <= settings.queue_deadline) return std::nullopt;
  return "--database-wait is longer than --queue-deadline";
}

constexpr Check all[] = {
    {"hash_quick", "whoever gets the database tries passwords as quickly as this machine hashes them",
     "raise --hash-memory or --hash-iterations: `gatehouse tune` measures what this machine can bear",
     hash_quick},
    {"hash_slow", "those who come next wait for longer than they may, and are refused",
     "lower --hash-memory or --hash-iterations (`gatehouse tune` measures), or raise --queue-deadline",
     hash_slow},
    {"open_files", "with so many connections no file can be opened, and requests fail",
     "raise the limit of the process (LimitNOFILE= in a systemd unit), or lower --max-connections",
     open_files},
    {"database_threads", "threads wait for connections instead of working",
     "raise --database-pool, or lower --data-threads", threads_without_connections},
    {"database_wait", "requests that were given up still hold their place at the database",
     "let --database-wait be shorter than --queue-deadline", waits_too_long},
};

}  // namespace

Verdict too_quick(double seconds) {
  constexpr double least = 0.01;
  if (seconds >= least) return std::nullopt;
  return "a password hash takes " + std::to_string(std::lround(seconds * 1000)) + " ms on this machine";
}

Verdict too_slow(double seconds, std::chrono::milliseconds queue_deadline) {
  if (2 * seconds <= std::chrono::duration<double>(queue_deadline).count()) return std::nullopt;
  return "a password hash takes " + std::to_string(std::lround(seconds * 1000)) +
         " ms on this machine, more than half of --queue-deadline";
}

std::span<const Check> capacity_checks() { return all; }

}  // namespace gatehouse::server::doctor
