#pragma once

// Whether the process is up, and whether it can do its work: what a supervisor and a load balancer ask.

#include <atomic>
#include <vector>

#include "platform/http/endpoint_record.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// `GET /healthz` and `GET /readyz`, which refuses once `leaving` is true. All arguments must outlive the
/// endpoints.
std::vector<http::Endpoint> health_endpoints(sql::Database& database, const migrations::Chain& chain,
                                             const std::atomic<bool>& leaving);

}  // namespace gatehouse::server
