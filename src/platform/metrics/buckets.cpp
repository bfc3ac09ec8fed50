#include "platform/metrics/buckets.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace gatehouse::metrics {
namespace {

constexpr auto relaxed = std::memory_order_relaxed;

/// Threads get numbers in the order in which they first observe something.
std::size_t number_of_thread() {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t number = next.fetch_add(1, relaxed);
  return number;
}

}  // namespace

Buckets::Buckets(std::vector<double> bounds) : bounds_(std::move(bounds)) {
  if (bounds_.size() > most_bounds) throw std::logic_error("a histogram of too many buckets");
}

void Buckets::observe(double seconds) {
  const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(bounds_, seconds) - bounds_.begin());
  Shard& shard = shards_[number_of_thread() % shards];
  shard.counts[bucket].fetch_add(1, relaxed);
  shard.sum.fetch_add(seconds, relaxed);
}

double Buckets::bound(std::size_t bucket) const {
  return bucket < bounds_.size() ? bounds_[bucket] : std::numeric_limits<double>::infinity();
}

std::uint64_t Buckets::count(std::size_t bucket) const {
  return std::transform_reduce(shards_.begin(), shards_.end(), std::uint64_t{0}, std::plus{},
                               [&](const Shard& shard) { return shard.counts[bucket].load(relaxed); });
}

double Buckets::sum() const {
  return std::transform_reduce(shards_.begin(), shards_.end(), 0.0, std::plus{},
                               [](const Shard& shard) { return shard.sum.load(relaxed); });
}

}  // namespace gatehouse::metrics
