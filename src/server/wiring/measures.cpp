#include "server/wiring/measures.hpp"

#include <memory>
#include <string>
#include <vector>

#include "platform/log/log.hpp"
#include "server/wiring/request_measures.hpp"

namespace gatehouse::server {
namespace {

const std::vector<double> hash_bounds{0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1};

double seconds(std::chrono::milliseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

void measure_lane(metrics::Registry& registry, const http::Lane& lane) {
  measure_lane(registry, lane.options().name, [&lane] { return lane.status(); });
}

void measure_lane(metrics::Registry& registry, const std::string& name,
                  const std::function<http::LaneStatus()>& status) {
  const metrics::Labels labels{{"lane", name}};
  registry.gauge(
      "gatehouse_lane_depth", "Requests that wait in a lane",
      [status] { return static_cast<double>(status().depth); }, labels);
  registry.gauge(
      "gatehouse_lane_running", "Requests that a lane is working on",
      [status] { return static_cast<double>(status().running); }, labels);
  registry.total(
      "gatehouse_lane_refused_total", "Requests that a lane has refused with 503",
      [status] { return static_cast<double>(status().refused); }, labels);
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
    measures->note(report);
  };
}

std::function<void(double)> hash_timer(metrics::Registry& registry) {
  metrics::Histogram& histogram = registry.histogram("gatehouse_password_hash_duration_seconds",
                                                     "Time of one password hash, waiting aside", hash_bounds);
  return [&histogram](double seconds) { histogram.observe(seconds); };
}

}  // namespace gatehouse::server
