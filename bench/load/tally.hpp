#pragma once

// What one thread has seen; put together at the end.

#include <cstdint>
#include <map>

#include "histogram.hpp"

namespace load {

struct Tally {
  std::map<int, std::uint64_t> in_time;   // answers by status, within the time that is measured
  std::map<int, std::uint64_t> in_all;    // before and after it too
  Histogram times;                        // from the moment a request was due until its answer was there
  std::uint64_t without_retry_after = 0;  // 429 and 503 that do not say when to come again
  std::uint64_t cut = 0;                  // connections that ended inside an answer, or before it
  std::uint64_t malformed = 0;
  std::uint64_t not_carried = 0;
  std::uint64_t unanswered = 0;  // when patience was over
  std::uint64_t unsent = 0;      // open loop: due, but no connection came free

  void merge(const Tally& other) {
    for (const auto& [status, count] : other.in_time) in_time[status] += count;
    for (const auto& [status, count] : other.in_all) in_all[status] += count;
    times.merge(other.times);
    without_retry_after += other.without_retry_after;
    cut += other.cut;
    malformed += other.malformed;
    not_carried += other.not_carried;
    unanswered += other.unanswered;
    unsent += other.unsent;
  }
};

}  // namespace load
