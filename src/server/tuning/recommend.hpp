#pragma once

// From what a machine can do to the options that fit it.

#include <chrono>
#include <string>

#include "server/options.hpp"
#include "server/tuning/machine.hpp"

namespace gatehouse::server {

struct Recommendation {
  HashTime hash{};
  bool keeps_target = true;  // false: even the least that is safe is slower
  std::size_t hash_threads = 1;
  std::size_t hash_queue = 1;  // so that who waits is served before the deadline
  std::size_t data_threads = 1;
  double sign_ins = 0;            // a second, hashes alone
  std::uint64_t hash_memory = 0;  // bytes, all threads hashing
};

/// `target`: seconds that one hash may take while all cores hash. Of `settings`, what kind of database there
/// is, and how long a request may wait.
Recommendation recommend(const Machine& machine, double target, const Settings& settings);

/// Bytes that one hash may take so that all cores can hash at once.
std::size_t most_hash_memory(const Machine& machine);

/// A piece of the configuration file, with what was measured as comments.
std::string as_configuration(const Machine& machine, const Recommendation& recommendation);

}  // namespace gatehouse::server
