#pragma once

// Whether the process is up, and whether it can do its work: what a supervisor and a load balancer ask.

#include <vector>

#include "platform/http/endpoint_record.hpp"
#include "platform/migrations/chain.hpp"
#include "platform/sql/database.hpp"

namespace gatehouse::server {

/// `GET /healthz` and `GET /readyz`. Both arguments must outlive the endpoints.
std::vector<http::Endpoint> health_endpoints(sql::Database& database, const migrations::Chain& chain);

}  // namespace gatehouse::server
