#pragma once

// Times in a table of fixed size, so that remembering one costs the measured machine next to nothing: 128
// steps for each doubling, an error below 1 %.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace load {

class Histogram {
 public:
  void add(std::uint64_t nanoseconds) {
    ++counts_[place_of(nanoseconds)];
    ++total_;
    if (nanoseconds > longest_) longest_ = nanoseconds;
  }

  void merge(const Histogram& other) {
    for (std::size_t place = 0; place < places; ++place) counts_[place] += other.counts_[place];
    total_ += other.total_;
    if (other.longest_ > longest_) longest_ = other.longest_;
  }

  std::uint64_t total() const { return total_; }
  std::uint64_t longest() const { return longest_; }

  /// The least time that the given part of all is not above, in nanoseconds; 0 where there is none.
  std::uint64_t quantile(double part) const {
    const double sought = part * static_cast<double>(total_);
    std::uint64_t seen = 0;
    for (std::size_t place = 0; place < places; ++place) {
      seen += counts_[place];
      if (seen > 0 && static_cast<double>(seen) >= sought)
        return value_of(place) < longest_ ? value_of(place) : longest_;
    }
    return longest_;
  }

 private:
  static constexpr unsigned step_bits = 7;
  static constexpr std::size_t steps = std::size_t{1} << step_bits;
  static constexpr std::size_t doublings = 40;  // up to 2^47 ns, a day and a half
  static constexpr std::size_t places = (doublings + 1) * steps;

  static std::size_t place_of(std::uint64_t value) {
    if (value < steps) return value;
    const unsigned doubling =
        static_cast<unsigned>(std::bit_width(value)) - step_bits;  // 1 for the first above
    const std::size_t place = doubling * steps + ((value >> (doubling - 1)) - steps);
    return place < places ? place : places - 1;
  }

  /// The largest value of a place.
  static std::uint64_t value_of(std::size_t place) {
    if (place < steps) return place;
    const std::size_t doubling = place / steps;
    return ((place % steps + steps + 1) << (doubling - 1)) - 1;
  }

  std::array<std::uint64_t, places> counts_{};
  std::uint64_t total_ = 0;
  std::uint64_t longest_ = 0;
};

}  // namespace load
