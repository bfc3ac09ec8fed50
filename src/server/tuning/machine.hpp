#pragma once

// What is known of a machine once it has been measured: plain numbers, so that what is recommended for them
// can be tested without one.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gatehouse::server {

struct HashCost {
  std::size_t memory = 0;  // bytes
  unsigned passes = 0;

  friend auto operator<=>(const HashCost&, const HashCost&) = default;  // more memory is more
};

/// OWASP's least with the most memory that it asks for at two passes.
inline constexpr HashCost least_hash_cost{std::size_t{19} * 1024 * 1024, 2};

struct HashTime {
  HashCost cost{};
  double alone = 0;  // seconds, while nobody else hashes
  double busy = 0;   // seconds, while all cores do
};

struct Machine {
  std::size_t cores = 1;
  std::uint64_t memory = 0;         // bytes that the program may use
  std::optional<double> disk_wait;  // seconds until the disk of the data folder has kept a write
  std::vector<HashTime> hashes;     // at least that of `least_hash_cost`
};

}  // namespace gatehouse::server
