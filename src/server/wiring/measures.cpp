#include "server/wiring/measures.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <tuple>

#include "platform/log/log.hpp"

namespace gatehouse::server {
namespace {

/// From what a cached answer takes to what a client gives up at.
const std::vector<double> request_bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                         0.1,    0.25,  0.5,    1,     2.5,  5,     10};
const std::vector<double> hash_bounds{0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1};

double seconds(std::chrono::milliseconds time) { return std::chrono::duration<double>(time).count(); }

/// The counter and the histogram of each route, method and status, looked up by their names once.
class RequestMeasures {
 public:
  struct Pair {
    metrics::Counter* count;
    metrics::Histogram* time;
  };

  explicit RequestMeasures(metrics::Registry& registry) : registry_(registry) {}

  Pair of(const http::RequestReport& report) {
    const Key key{report.route, report.method, report.status};
    {
      const std::shared_lock lock(mutex_);
      if (const auto known = pairs_.find(key); known != pairs_.end()) return known->second;
    }
    const std::unique_lock lock(mutex_);
    return pairs_.emplace(key, make(report)).first->second;
  }

 private:
  using Key = std::tuple<std::string, std::string, int>;

  Pair make(const http::RequestReport& report) {
    const metrics::Labels labels{{"route", std::string(report.route)},
                                 {"method", std::string(report.method)}};
    metrics::Labels counted = labels;
    counted.emplace_back("status", std::to_string(report.status));
    return {&registry_.counter("gatehouse_http_requests_total", "Answered requests", counted),
            &registry_.histogram("gatehouse_http_request_duration_seconds",
                                 "From the end of a request's head to the end of its reply", request_bounds,
                                 labels)};
  }

  metrics::Registry& registry_;
  std::shared_mutex mutex_;
  std::map<Key, Pair> pairs_;
};

}  // namespace

void measure_lane(metrics::Registry& registry, const http::Lane& lane) {
  const metrics::Labels labels{{"lane", lane.options().name}};
  registry.gauge(
      "gatehouse_lane_depth", "Requests that wait in a lane",
      [&lane] { return static_cast<double>(lane.status().depth); }, labels);
  registry.gauge(
      "gatehouse_lane_running", "Requests that a lane is working on",
      [&lane] { return static_cast<double>(lane.status().running); }, labels);
  registry.total(
      "gatehouse_lane_refused_total", "Requests that a lane has refused with 503",
      [&lane] { return static_cast<double>(lane.status().refused); }, labels);
}

void measure_database(metrics::Registry& registry, const sql::Database& database) {
  registry.gauge("gatehouse_database_connections", "Open connections to the database",
                 [&database] { return static_cast<double>(database.status().connections); });
  registry.gauge("gatehouse_database_connections_in_use", "Connections that are working",
                 [&database] { return static_cast<double>(database.status().in_use); });
  registry.gauge("gatehouse_database_waiting", "Threads that wait for a connection or the writer",
                 [&database] { return static_cast<double>(database.status().waiting); });
}

void measure_outbox(metrics::Registry& registry, const messaging::Relay& relay) {
  registry.gauge("gatehouse_outbox_waiting", "Messages that are not delivered yet",
                 [&relay] { return static_cast<double>(relay.status().waiting); });
  registry.gauge("gatehouse_outbox_dead", "Messages given up on, for an operator to replay",
                 [&relay] { return static_cast<double>(relay.status().dead); });
  registry.gauge("gatehouse_outbox_oldest_age_seconds", "Age of the oldest message that waits",
                 [&relay] { return seconds(relay.status().oldest_age); });
}

void measure_connections(metrics::Registry& registry, const http::Server& server) {
  registry.gauge("gatehouse_http_connections", "Open connections",
                 [&server] { return static_cast<double>(server.connections()); });
  registry.total("gatehouse_http_connections_refused_total", "Connections refused because too many were open",
                 [&server] { return static_cast<double>(server.turned_away()); });
}

void measure_log(metrics::Registry& registry) {
  registry.total("gatehouse_log_dropped_total", "Log lines dropped because their reader was too slow",
                 [] { return static_cast<double>(log::dropped()); });
}

std::function<void(const http::RequestReport&)> request_counter(metrics::Registry& registry) {
  return [measures = std::make_shared<RequestMeasures>(registry)](const http::RequestReport& report) {
    const RequestMeasures::Pair pair = measures->of(report);
    pair.count->add();
    pair.time->observe(report.seconds);
  };
}

std::function<void(double)> hash_timer(metrics::Registry& registry) {
  metrics::Histogram& histogram = registry.histogram("gatehouse_password_hash_duration_seconds",
                                                     "Time of one password hash, waiting aside", hash_bounds);
  return [&histogram](double seconds) { histogram.observe(seconds); };
}

}  // namespace gatehouse::server
