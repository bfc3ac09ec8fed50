#pragma once

// Which Argon2id costs are worth measuring on the way to the dearest one that keeps within a time. Memory
// comes before passes: it is what makes guessing dear on other hardware.

#include <optional>
#include <vector>

#include "server/tuning/machine.hpp"

namespace gatehouse::server {

/// What is sought: the dearest cost whose hash takes `target` seconds at most while all cores hash.
struct HashSearch {
  double target = 0;
  std::size_t most_memory = 0;  // bytes of one hash that fit, all cores hashing
};

/// What to measure next; nothing once it is found. `measured`: what it has asked for so far.
std::optional<HashCost> next_to_measure(const HashSearch& search, const std::vector<HashTime>& measured);

/// The dearest that keeps within `target`, or that of `least_hash_cost` where none does.
HashTime dearest_within(double target, const std::vector<HashTime>& measured);

}  // namespace gatehouse::server
