#include "server/tuning/hash_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "platform/crypto/password_hash.hpp"

namespace gatehouse::server {
namespace {

constexpr std::size_t mib = std::size_t{1024} * 1024;
constexpr std::array<std::size_t, 8> ladder{19 * mib, 32 * mib,  48 * mib,  64 * mib,
                                            96 * mib, 128 * mib, 192 * mib, 256 * mib};
constexpr double close_enough = 1.1;  // of two memories between which the target lies
constexpr std::size_t most_measured = 16;
static_assert(ladder.back() == crypto::dearest_password_hash.memory_kib * 1024);

const HashTime* find(const std::vector<HashTime>& measured, const HashCost& cost) {
  const auto found = std::ranges::find(measured, cost, &HashTime::cost);
  return found == measured.end() ? nullptr : &*found;
}

/// The first that is not measured yet, if it fits.
std::optional<HashCost> next_rung(const HashSearch& search, std::size_t above) {
  const auto* const rung = std::ranges::upper_bound(ladder, above);
  if (rung == ladder.end() || *rung > search.most_memory) return std::nullopt;
  return HashCost{*rung, least_hash_cost.passes};
}

/// The least that is too slow at two passes, and the most that is not.
struct Bracket {
  const HashTime* good = nullptr;
  const HashTime* slow = nullptr;
};

Bracket bracket(double target, const std::vector<HashTime>& measured) {
  Bracket found;
  for (const HashTime& time : measured) {
    if (time.cost.passes != least_hash_cost.passes) continue;
    if (time.busy <= target) {
      if (found.good == nullptr || time.cost > found.good->cost) found.good = &time;
    } else if (found.slow == nullptr || time.cost < found.slow->cost) {
      found.slow = &time;
    }
  }
  return found;
}

std::optional<HashCost> between(double target, const HashTime& good, const HashTime& slow) {
  const auto low = static_cast<double>(good.cost.memory);
  const auto high = static_cast<double>(slow.cost.memory);
  if (high <= low * close_enough) return std::nullopt;
  const double share = std::clamp((target - good.busy) / (slow.busy - good.busy), 0.05, 0.95);
  const HashCost cost{static_cast<std::size_t>(low + share * (high - low)) / mib * mib, good.cost.passes};
  const bool inside = cost.memory > good.cost.memory && cost.memory < slow.cost.memory;
  return inside ? std::optional(cost) : std::nullopt;
}

/// There is no more memory to be had: as many passes as the time allows, or one less where that was too many.
std::optional<HashCost> more_passes(double target, const HashTime& good,
                                    const std::vector<HashTime>& measured) {
  const double of_one = good.busy / good.cost.passes;
  const double most = static_cast<double>(crypto::dearest_password_hash.passes);
  HashCost cost{good.cost.memory, static_cast<unsigned>(std::min(most, std::floor(target / of_one)))};
  for (; cost.passes > good.cost.passes; --cost.passes) {
    const HashTime* known = find(measured, cost);
    if (known == nullptr) return cost;
    if (known->busy <= target) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<HashCost> next_to_measure(const HashSearch& search, const std::vector<HashTime>& measured) {
  if (measured.empty()) return least_hash_cost;
  if (measured.size() >= most_measured) return std::nullopt;
  const auto [good, slow] = bracket(search.target, measured);
  if (good == nullptr) return std::nullopt;
  if (slow != nullptr) return between(search.target, *good, *slow);
  if (const auto rung = next_rung(search, good->cost.memory)) return rung;
  return more_passes(search.target, *good, measured);
}

HashTime dearest_within(double target, const std::vector<HashTime>& measured) {
  const HashTime* dearest = find(measured, least_hash_cost);
  for (const HashTime& time : measured) {
    if (time.busy <= target && time.cost > dearest->cost) dearest = &time;
  }
  return *dearest;
}

}  // namespace gatehouse::server
