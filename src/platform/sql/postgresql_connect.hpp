#pragma once

// How a connection to PostgreSQL is made: bounded in time, noticing a dead peer within seconds, and only to a
// server that takes writes and stores UTF-8.

#include <libpq-fe.h>

#include <memory>
#include <string>

namespace gatehouse::sql {

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PostgresqlHandle = std::unique_ptr<PGconn, CloseConnection>;

/// What the URL itself sets has precedence. Throws an `Outage`, or a `Failure` for a server that will not do.
PostgresqlHandle connect_postgresql(const std::string& url);

}  // namespace gatehouse::sql
