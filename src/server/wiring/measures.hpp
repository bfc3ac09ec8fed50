#pragma once

// What an operator sees at /metrics, by name. Docs: docs/operations.md.

#include "platform/http/lane.hpp"
#include "platform/http/server.hpp"
#include "platform/messaging/relay.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// The arguments must outlive the registry's last scrape.
void measure_lane(metrics::Registry& registry, const http::Lane& lane);
void measure_lane(metrics::Registry& registry, const std::string& name,
                  const std::function<http::LaneStatus()>& status);
void measure_database(metrics::Registry& registry, const sql::Database& database);
void measure_outbox(metrics::Registry& registry, const messaging::Relay& relay);
void measure_connections(metrics::Registry& registry, const http::Server& server);
void measure_log(metrics::Registry& registry);

/// Counts requests by route, method and status, with a histogram of their time for each route.
std::function<void(const http::RequestReport&)> request_counter(metrics::Registry& registry);

/// Takes the seconds of each password hash.
std::function<void(double)> hash_timer(metrics::Registry& registry);

}  // namespace gatehouse::server
