#include "server/wiring/request_measures.hpp"

#include <string_view>

namespace gatehouse::server {
namespace {

/// From what a cached answer takes to what a client gives up at.
const std::vector<double> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                 0.1,    0.25,  0.5,    1,     2.5,  5,     10};

}  // namespace

bool RequestMeasures::Measured::is_of(const http::RequestReport& report) const {
  return status == report.status && route == report.route && method == report.method;
}

std::size_t RequestMeasures::place_of(const http::RequestReport& report) {
  const std::hash<std::string_view> hash;
  return (hash(report.route) + 31 * hash(report.method) + static_cast<std::size_t>(report.status)) % places;
}

const RequestMeasures::Measured* RequestMeasures::find(const http::RequestReport& report) const {
  for (std::size_t place = place_of(report);; place = (place + 1) % places) {
    const Measured* known = table_[place].load(std::memory_order_acquire);
    if (known == nullptr || known->is_of(report)) return known;
  }
}

RequestMeasures::Measured RequestMeasures::make(const http::RequestReport& report) {
  const metrics::Labels labels{{"route", std::string(report.route)}, {"method", std::string(report.method)}};
  metrics::Labels counted = labels;
  counted.emplace_back("status", std::to_string(report.status));
  return {std::string(report.route), std::string(report.method), report.status,
          registry_.counter("gatehouse_http_requests_total", "Answered requests", counted),
          registry_.histogram("gatehouse_http_request_duration_seconds",
                              "From the end of a request's head to the end of its reply", bounds, labels)};
}

void RequestMeasures::keep(const http::RequestReport& report, Measured measured) {
  const std::scoped_lock lock(growing_);
  if (kept_.size() >= places / 2 || find(report) != nullptr) return;
  std::size_t place = place_of(report);
  while (table_[place].load(std::memory_order_relaxed) != nullptr) place = (place + 1) % places;
  kept_.push_back(std::make_unique<const Measured>(std::move(measured)));
  table_[place].store(kept_.back().get(), std::memory_order_release);
}

void RequestMeasures::note(const http::RequestReport& report) {
  const auto count = [&](const Measured& measured) {
    measured.count.add();
    measured.time.observe(report.seconds);
  };
  if (const Measured* known = find(report)) return count(*known);
  Measured measured = make(report);
  count(measured);
  keep(report, std::move(measured));
}

}  // namespace gatehouse::server
