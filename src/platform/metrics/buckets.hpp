#pragma once

// The counts of one histogram. The library's own takes a lock for each observation; here threads count side
// by side, each as far as possible in memory that no other thread writes to.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/metrics/metrics.hpp"

namespace gatehouse::metrics {

/// Thread-safe. What is read while others observe may be torn between two observations, never lost.
class Buckets final : public Histogram {
 public:
  static constexpr std::size_t most_bounds = 23;

  /// Ascending. Throws `std::logic_error` where there are too many.
  explicit Buckets(std::vector<double> bounds);

  void observe(double seconds) override;

  /// One more than bounds.
  std::size_t size() const { return bounds_.size() + 1; }
  /// The upper one; infinite for the last bucket.
  double bound(std::size_t bucket) const;
  std::uint64_t count(std::size_t bucket) const;
  double sum() const;

 private:
  static constexpr std::size_t shards = 4;

  struct alignas(64) Shard {
    std::array<std::atomic<std::uint64_t>, most_bounds + 1> counts{};
    std::atomic<double> sum{0};
  };

  const std::vector<double> bounds_;
  std::array<Shard, shards> shards_;
};

}  // namespace gatehouse::metrics
