#pragma once

// What is counted of each answered request. Every request passes here, on every connection thread at once, so
// what its route, method and status count into is found without a lock.

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/server.hpp"
#include "platform/metrics/metrics.hpp"

namespace gatehouse::server {

/// Thread-safe.
class RequestMeasures {
 public:
  explicit RequestMeasures(metrics::Registry& registry) : registry_(registry) {}

  void note(const http::RequestReport& report);

 private:
  struct Measured {
    std::string route;
    std::string method;
    int status;
    metrics::Counter& count;
    metrics::Histogram& time;

    bool is_of(const http::RequestReport& report) const;
  };

  /// Far more than the routes, methods and statuses that there are; what finds no place is looked up by its
  /// labels each time.
  static constexpr std::size_t places = 2048;

  static std::size_t place_of(const http::RequestReport& report);
  const Measured* find(const http::RequestReport& report) const;
  Measured make(const http::RequestReport& report);
  void keep(const http::RequestReport& report, Measured measured);

  metrics::Registry& registry_;
  std::array<std::atomic<const Measured*>, places> table_{};  // open addressing; a place once taken stays so
  std::mutex growing_;
  std::vector<std::unique_ptr<const Measured>> kept_;
};

}  // namespace gatehouse::server
